using System.Net;
using System.Security.Cryptography;

namespace Portal.Tests.Http;

/// <summary>A PDF by its head and noise after it, made while it is sent: large ones lie nowhere, and two of the same size and seed are the same.</summary>
internal sealed class GeneratedFile(long size, int seed = 1) : HttpContent
{
    private const int BlockSize = 1024 * 1024;

    /// <summary>Where sending stops without an end, as when the line is cut; null where it does not.</summary>
    public long? CutAt { get; init; }

    /// <summary>Whether the size is not said beforehand.</summary>
    public bool IsChunked { get; init; }

    public byte[] Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in Blocks())
            hash.AppendData(block.Span);
        return hash.GetHashAndReset();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var sent = 0L;
        foreach (var block in Blocks())
        {
            if (sent >= CutAt)
                throw new IOException("The line was cut.");
            await stream.WriteAsync(block);
            sent += block.Length;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return !IsChunked;
    }

    private IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        var block = new byte[BlockSize];
        new Random(seed).NextBytes(block);
        "%PDF-1.7\n"u8.CopyTo(block);
        for (var at = 0L; at < size; at += BlockSize)
        {
            yield return block.AsMemory(0, (int)Math.Min(BlockSize, size - at));
            BitConverter.TryWriteBytes(block, at);
        }
    }
}
