using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>Reads times of the form of RFC 3339, up to nanoseconds; also with a blank for the <c>T</c>, a comma for the point and an offset without colon.</summary>
internal static class Rfc3339
{
    /// <summary>Reads a whole text. Without an offset the zone counts; with no zone given either it is no time.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeZoneInfo? zone, out Timestamp time)
    {
        time = Timestamp.Unknown;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var rest = text[19..];
        var fraction = Fraction(ref rest);
        var civil = new CivilTime(
            (Two(text) * 100) + Two(text[2..]),
            Two(text[5..]),
            Two(text[8..]),
            Two(text[11..]),
            Two(text[14..]),
            Two(text[17..]),
            fraction
        );
        if (fraction < 0)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return zone is not null && civil.TryIn(zone, out time);
        }

        if (!TryOffset(rest, out var seconds) || !civil.TryUtc(out time))
        {
            return false;
        }

        time -= seconds * Timestamp.Second;
        return true;
    }

    /// <summary>Whether a time is written finer than a millisecond: with at least four digits behind the seconds.</summary>
    public static bool IsFine(ReadOnlySpan<byte> text) =>
        text.IndexOfAny((byte)'.', (byte)',') is >= 0 and var point
        && text.Length > point + 4
        && text.Slice(point + 1, 4).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary>Two digits as a number; −1000 where they are none.</summary>
    internal static int Two(ReadOnlySpan<byte> text)
    {
        var (high, low) = (text[0] - '0', text[1] - '0');
        return (uint)high > 9 || (uint)low > 9 ? -1000 : (high * 10) + low;
    }

    private static int Fraction(scoped ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
        {
            return 0;
        }

        var (nanos, at) = (0, 1);
        for (; at < rest.Length && rest[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            nanos = at <= 9 ? (nanos * 10) + (rest[at] - '0') : nanos;
        }

        if (at == 1)
        {
            return -1;
        }

        for (var digits = at; digits <= 9; digits++)
        {
            nanos *= 10;
        }

        rest = rest[at..];
        return nanos;
    }

    /// <summary>An offset as seconds: <c>Z</c>, <c>+01:00</c>, <c>+0100</c>, <c>+01</c>; a blank may stand in front, and <c>UTC</c> for <c>Z</c>.</summary>
    internal static bool TryOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        text = text is [(byte)' ', _, ..] ? text[1..] : text;
        if (text.Length == 1 || text.SequenceEqual("UTC"u8))
        {
            return text[0] is (byte)'Z' or (byte)'z' or (byte)'U';
        }

        var compact = text.Length == 5;
        if ((!compact && text.Length != 3 && (text.Length != 6 || text[3] != ':')) || text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var (hours, minutes) = (Two(text[1..]), text.Length == 3 ? 0 : Two(text[(compact ? 3 : 4)..]));
        seconds = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return hours is >= 0 and <= 23 && minutes is >= 0 and <= 59;
    }
}
