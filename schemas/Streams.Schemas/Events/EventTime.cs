namespace Streams.Schemas.Events;

/// <summary>Times of events: nanoseconds since 1970-01-01T00:00:00Z, as a signed 64-bit number.</summary>
public static class EventTime
{
    /// <summary>No time is known.</summary>
    public const long None = long.MinValue;

    /// <summary>Nanoseconds in a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>Nanoseconds in a millisecond.</summary>
    public const long Millisecond = 1_000_000;

    /// <summary>RFC 3339 in UTC with nanoseconds, e.g. <c>2026-11-23T07:49:09.138000000Z</c>.</summary>
    public static string Format(long nanos)
    {
        var (seconds, rest) = Math.DivRem(nanos, Second);
        if (rest < 0)
        {
            (seconds, rest) = (seconds - 1, rest + Second);
        }

        return string.Create(null, stackalloc char[40], $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{rest:D9}Z");
    }
}
