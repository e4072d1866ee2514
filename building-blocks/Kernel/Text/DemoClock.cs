using System.Globalization;

namespace Portal.Kernel;

/// <summary>
/// The clock of a demo: the system's, moved by what the file "clock" in the data folder says ("30.00:00:00" is thirty days ahead), so that expiry, reminders
/// and slipping deadlines can be shown and tried without waiting for them.
/// </summary>
internal sealed class DemoClock(string file) : TimeProvider
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(200);
    private readonly Lock _lock = new();
    private long _readAt;
    private DateTime _writtenAt;
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift();

    private TimeSpan Shift()
    {
        lock (_lock)
        {
            // A move counts from the moment it is written; the content is read again now and then, as it may have been seen half written.
            var writtenAt = File.GetLastWriteTimeUtc(file);
            if (_readAt == 0 || writtenAt != _writtenAt || GetElapsedTime(_readAt) > ReadEvery)
            {
                _writtenAt = writtenAt;
                _readAt = GetTimestamp();
                _shift = File.Exists(file) && TimeSpan.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var shift) ? shift : TimeSpan.Zero;
            }

            return _shift;
        }
    }
}
