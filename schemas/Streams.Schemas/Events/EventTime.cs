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

    /// <summary>The number of the span of a width that a time lies in, before 1970 too.</summary>
    public static long Span(long nanos, long width)
    {
        var (span, rest) = Math.DivRem(nanos, width);
        return rest < 0 ? span - 1 : span;
    }

    /// <summary>The begin of the span of a width that a time lies in.</summary>
    public static long Floor(long nanos, long width)
    {
        var rest = nanos % width;
        return nanos - (rest < 0 ? rest + width : rest);
    }

    /// <summary>RFC 3339 in UTC with nanoseconds, e.g. <c>2026-11-23T07:49:09.138000000Z</c>.</summary>
    public static string Format(long nanos)
    {
        var seconds = Span(nanos, Second);
        var rest = nanos - (seconds * Second);
        return string.Create(null, stackalloc char[40], $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{rest:D9}Z");
    }
}
