using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bench;

/// <summary>HTTP/1.1 on a bare socket: it leaves the processor to the programs measured.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[256 * 1024];
    private int _length;

    /// <summary>The last answer's beginning, to say what went wrong.</summary>
    public string Answer => Encoding.UTF8.GetString(_buffer, 0, Math.Min(_length, 1_000));

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    public static byte[] Get(string path, string header) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{header}\r\n\r\n");

    public static byte[] Post(string path, string header, string json) =>
        Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\n{header}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <returns>The status of the answer, read to its end.</returns>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _length = 0;
        int head;
        while ((head = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync();
        var body = head + 4;
        var headers = Encoding.ASCII.GetString(_buffer, 0, head);
        var status = int.Parse(headers.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (headers.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var end = headers.IndexOf('\r', at) is var line and >= 0 ? line : headers.Length;
            var size = body + int.Parse(headers.AsSpan(at + 16, end - at - 16), System.Globalization.CultureInfo.InvariantCulture);
            while (_length < size)
                await ReceiveAsync();
        }
        else
        {
            while (!await ChunkAsync())
            {
            }
        }

        return status;

        async Task<bool> ChunkAsync()
        {
            int line;
            while ((line = _buffer.AsSpan(body, _length - body).IndexOf("\r\n"u8)) < 0)
                await ReceiveAsync();
            var size = Convert.ToInt32(Encoding.ASCII.GetString(_buffer, body, line), 16);
            body += line + 2 + size + 2;
            while (_length < body)
                await ReceiveAsync();
            return size == 0;
        }
    }

    private async Task ReceiveAsync()
    {
        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
        _length += received > 0 ? received : throw new IOException("The connection was closed in the middle of an answer.");
    }

    public void Dispose() => _socket.Dispose();
}
