using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Streams.Schemas.Events;

/// <summary>
/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, of events, of appends and of deadlines. Durations are nanoseconds, as a number.
/// Two values are no points: <see cref="Unknown"/>, before all others, and <see cref="Never"/>, after all others; both stay what they are
/// whatever is added. Nothing else wraps around either: what leaves the range ends at its edge.
/// </summary>
/// <param name="Nanoseconds">Since 1970; as it is stored and sent.</param>
[JsonConverter(typeof(TimestampConverter))]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The operators are the vocabulary.")]
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>Nanoseconds in a millisecond.</summary>
    public const long Millisecond = 1_000_000;

    private const long OfTick = 100;

    /// <summary>No time is known (yet); before every time.</summary>
    public static Timestamp Unknown => new(long.MinValue);

    /// <summary>What does not come, or has no end; after every time.</summary>
    public static Timestamp Never => new(long.MaxValue);

    /// <summary>Whether there is a time.</summary>
    public bool IsKnown => Nanoseconds != long.MinValue;

    /// <summary>Whether this is no time, but that it does not come.</summary>
    public bool IsNever => Nanoseconds == long.MaxValue;

    /// <summary>Milliseconds since 1970, rounded down, as Kafka counts.</summary>
    public long Milliseconds => Span(Millisecond);

    /// <summary>Seconds since 1970.</summary>
    public double Seconds => Nanoseconds / (double)Second;

    /// <summary>Whether it is known no finer than to the millisecond.</summary>
    public bool IsWholeMillisecond => Nanoseconds % Millisecond == 0;

    /// <summary>Kafka's time.</summary>
    public static Timestamp FromMilliseconds(long milliseconds) =>
        new(Math.Clamp(milliseconds, long.MinValue / Millisecond, long.MaxValue / Millisecond) * Millisecond);

    /// <summary>The time of a date; of one that is too far away, the edge.</summary>
    public static Timestamp From(DateTimeOffset time) =>
        new(Math.Clamp(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, long.MinValue / OfTick, long.MaxValue / OfTick) * OfTick);

    /// <summary>What a clock says, to the millisecond, as Kafka counts.</summary>
    public static Timestamp Now(TimeProvider time) => FromMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The later of two.</summary>
    public static Timestamp Max(Timestamp a, Timestamp b) => a.Nanoseconds >= b.Nanoseconds ? a : b;

    /// <summary>The earlier of two.</summary>
    public static Timestamp Min(Timestamp a, Timestamp b) => a.Nanoseconds <= b.Nanoseconds ? a : b;

    /// <summary>Later by a duration.</summary>
    public static Timestamp operator +(Timestamp time, long duration) => time.IsKnown && !time.IsNever ? new(Sum(time.Nanoseconds, duration)) : time;

    /// <summary>Earlier by a duration.</summary>
    public static Timestamp operator -(Timestamp time, long duration) => time.IsKnown && !time.IsNever ? new(Difference(time.Nanoseconds, duration)) : time;

    /// <summary>The duration from the second to the first, at most <see cref="long.MaxValue"/> either way; that where one of them is no time.</summary>
    public static long operator -(Timestamp a, Timestamp b) => Math.Max(Difference(a.Nanoseconds, b.Nanoseconds), -long.MaxValue);

    /// <summary>Whether the first is before the second.</summary>
    public static bool operator <(Timestamp a, Timestamp b) => a.Nanoseconds < b.Nanoseconds;

    /// <summary>Whether the first is after the second.</summary>
    public static bool operator >(Timestamp a, Timestamp b) => a.Nanoseconds > b.Nanoseconds;

    /// <summary>Whether the first is not after the second.</summary>
    public static bool operator <=(Timestamp a, Timestamp b) => a.Nanoseconds <= b.Nanoseconds;

    /// <summary>Whether the first is not before the second.</summary>
    public static bool operator >=(Timestamp a, Timestamp b) => a.Nanoseconds >= b.Nanoseconds;

    /// <summary>The number of the span of a width that this lies in, before 1970 too.</summary>
    public long Span(long width)
    {
        var (span, rest) = Math.DivRem(Nanoseconds, width);
        return rest < 0 ? span - 1 : span;
    }

    /// <summary>The begin of the span of a width that this lies in.</summary>
    public Timestamp Floor(long width)
    {
        var rest = Nanoseconds % width;
        return this - (rest < 0 ? rest + width : rest);
    }

    /// <summary>The same as a date in UTC, to 100 nanoseconds.</summary>
    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Span(OfTick));

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>RFC 3339 in UTC with nanoseconds, e.g. <c>2026-11-23T07:49:09.138000000Z</c>.</summary>
    public string Format()
    {
        var seconds = Span(Second);
        var rest = Nanoseconds - (seconds * Second);
        return string.Create(null, stackalloc char[40], $"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{rest:D9}Z");
    }

    /// <inheritdoc/>
    public override string ToString() => Format();

    private static long Sum(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) < 0 ? Edge(a) : sum;
    }

    private static long Difference(long a, long b)
    {
        var difference = unchecked(a - b);
        return ((a ^ b) & (a ^ difference)) < 0 ? Edge(a) : difference;
    }

    private static long Edge(long side) => side < 0 ? long.MinValue : long.MaxValue;
}
