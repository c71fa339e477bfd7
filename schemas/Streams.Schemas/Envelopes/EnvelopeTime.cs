using System.Buffers.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Times as shippers write them: RFC 3339, also with a blank for the <c>T</c>; an access log's; seconds, milli-, micro- or nanoseconds since the epoch,
/// as a number or as text. The unit is told by the magnitude: it is right for every time between 1973 and 5138.
/// </summary>
internal static class EnvelopeTime
{
    private const long Seconds = 100_000_000_000;
    private const long Millis = Seconds * 1000;
    private const long Micros = Millis * 1000;

    /// <summary>The time of a node, or <see cref="Timestamp.Unknown"/>.</summary>
    public static Timestamp Of(JsonOutline outline, int node) => Of(outline.Text(node));

    /// <summary>The time of a text, or <see cref="Timestamp.Unknown"/>.</summary>
    public static Timestamp Of(ReadOnlySpan<byte> text) => Of(text, TimeZoneInfo.Utc);

    /// <summary>The time of a text that is in that zone where it names none.</summary>
    public static Timestamp Of(ReadOnlySpan<byte> text, TimeZoneInfo zone)
    {
        if (text.Length < 8)
        {
            return Timestamp.Unknown;
        }

        if (text.Length >= 19 && text[4] == '-')
        {
            return Rfc3339.TryParse(text, zone, out var time) ? time : Timestamp.Unknown;
        }

        return AccessTime.TryParse(text, out var access) ? access : Epoch(text);
    }

    private static Timestamp Epoch(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out decimal value, out var used) || used != text.Length || value <= 0 || value >= long.MaxValue)
        {
            return Timestamp.Unknown;
        }

        return value switch
        {
            < Seconds => Scaled(value, Timestamp.Second),
            < Millis => Scaled(value, Timestamp.Millisecond),
            < Micros => Scaled(value, 1000),
            _ => new((long)value),
        };
    }

    private static Timestamp Scaled(decimal value, long unit) => value * unit < long.MaxValue ? new((long)(value * unit)) : Timestamp.Unknown;
}
