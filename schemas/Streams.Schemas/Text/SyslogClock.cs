using System.Buffers.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Text;

/// <summary>
/// Reads the times of syslog headers: RFC 3164 (also with a fraction, a year, or one blank before a day of one digit), RFC 3339, and journalctl's
/// <c>short-full</c> and <c>short-unix</c>. RFC 3164 has no year (<see cref="MissingYear"/>). A time whose zone is written in letters that stand for
/// several is read in the zone of the options; where that is UTC, which nobody writes so, there is no time.
/// </summary>
internal readonly struct SyslogClock(ParserOptions options, Timestamp appendTime)
{
    private readonly MissingYear _year = new(options, appendTime);

    /// <summary>The zone of headers that name none.</summary>
    public TimeZoneInfo Zone => options.TimeZone;

    /// <summary>Cuts the time off the front; false where there is none. <paramref name="exact"/>: whether it names its year and zone. What follows begins at the blank behind it.</summary>
    public bool TryCut(scoped ref ReadOnlySpan<byte> rest, out Timestamp time, out bool exact)
    {
        (time, exact) = (Timestamp.Unknown, false);
        if (rest.Length >= 19 && rest[4] == '-')
        {
            // A blank may stand for the T.
            var end = rest[11..].IndexOf((byte)' ') is >= 0 and var blank ? 11 + blank : rest.Length;
            if (end < 19)
            {
                return false;
            }

            exact = rest[end - 1] == 'Z' || rest[19..end].IndexOfAny((byte)'+', (byte)'-') >= 0;
            return Rfc3339.TryParse(rest[..end], options.TimeZone, out time) && Step(ref rest, end);
        }

        if (rest.Length >= 14 && MonthName.Of(rest) > 0)
        {
            return TryCutShort(ref rest, 0, out time, out exact);
        }

        // Cisco's and others' "2026 Nov 24 10:00:01".
        if (rest.Length >= 19 && rest[4] == ' ' && MonthName.Of(rest[5..]) > 0 && Words.TryNumber(rest[..4], out var first) && first is > 1900 and < 2200)
        {
            var after = rest[5..];
            return TryCutShort(ref after, (int)first, out time, out exact) && Step(ref rest, rest.Length - after.Length);
        }

        return TryCutFull(ref rest, out time, out exact) || TryCutUnix(ref rest, out time, out exact);
    }

    private static bool Step(scoped ref ReadOnlySpan<byte> rest, int length)
    {
        rest = rest[length..];
        return true;
    }

    /// <summary><c>Nov 24 10:00:02</c>, <c>Nov 24 2026 10:00:02.250123</c></summary>
    private bool TryCutShort(scoped ref ReadOnlySpan<byte> rest, int known, out Timestamp time, out bool exact)
    {
        (time, exact) = (Timestamp.Unknown, false);
        if (rest[3] != ' ')
        {
            return false;
        }

        var after = rest[4..];
        var day = Words.Next(ref after);
        if (!Words.TryNumber(day, out var number) || number is < 1 or > 31)
        {
            return false;
        }

        var year = 0L;
        if (after.Length > 5 && after[4] == ' ' && Words.TryNumber(after[..4], out year) && year is > 1900 and < 2200)
        {
            after = after[5..];
        }
        else
        {
            year = known;
        }

        if (after.Length < 8 || after[2] != ':' || after[5] != ':')
        {
            return false;
        }

        var end = 8;
        var fraction = Fraction(after, ref end);
        var civil = new CivilTime((int)year, MonthName.Of(rest), (int)number, Rfc3339.Two(after), Rfc3339.Two(after[3..]), Rfc3339.Two(after[6..]), fraction);
        if (civil.Hour is < 0 or > 23 || civil.Minute is < 0 or > 59 || civil.Second is < 0 or > 60)
        {
            return false;
        }

        after = after[end..];
        CutYear(ref after, ref year);
        var zone = SyslogZone.Cut(ref after, always: false, out var offset);
        civil = civil with { Year = (int)year };
        time =
            zone == WrittenZone.Offset ? AtOffset(civil, offset)
            : zone == WrittenZone.Ambiguous && IsUtc ? Timestamp.Unknown
            : year > 0 ? InZone(civil)
            : WithYear(civil);
        exact = zone == WrittenZone.Offset && year > 0;
        rest = after;
        return true;
    }

    /// <summary>A year may follow the time: <c>Nov 24 10:00:01 2026 host</c>.</summary>
    private static void CutYear(scoped ref ReadOnlySpan<byte> after, scoped ref long year)
    {
        if (
            year == 0
            && after.Length >= 5
            && after[0] == ' '
            && (after.Length == 5 || after[5] == ' ')
            && Words.TryNumber(after[1..5], out var number)
            && number is > 1969 and < 2200
        )
        {
            year = number;
            after = after[5..];
        }
    }

    private Timestamp AtOffset(CivilTime civil, int offset)
    {
        var known = civil.Year > 0 ? civil.TryUtc(out var time) : (time = _year.Of(civil, TimeZoneInfo.Utc)).IsKnown;
        return known ? time - (offset * Timestamp.Second) : Timestamp.Unknown;
    }

    private static int Fraction(ReadOnlySpan<byte> text, ref int end)
    {
        if (text.Length <= end + 1 || text[end] is not ((byte)'.' or (byte)',') || text[end + 1] is < (byte)'0' or > (byte)'9')
        {
            return 0;
        }

        var nanos = 0;
        var digits = 0;
        for (end++; end < text.Length && text[end] is >= (byte)'0' and <= (byte)'9'; end++, digits++)
        {
            nanos = digits < 9 ? (nanos * 10) + (text[end] - '0') : nanos;
        }

        for (; digits < 9; digits++)
        {
            nanos *= 10;
        }

        return nanos;
    }

    /// <summary><c>Tue 2026-11-24 10:00:02 UTC</c></summary>
    private bool TryCutFull(scoped ref ReadOnlySpan<byte> rest, out Timestamp time, out bool exact)
    {
        (time, exact) = (Timestamp.Unknown, false);
        if (rest.Length < 23 || rest[3] != ' ' || rest[8] != '-' || rest[14] != ' ')
        {
            return false;
        }

        var end = rest[15..].IndexOf((byte)' ') is >= 0 and var blank ? 15 + blank : rest.Length;
        if (!Rfc3339.TryParse(rest[4..end], options.TimeZone, out time))
        {
            return false;
        }

        var after = rest[end..];
        var zone = SyslogZone.Cut(ref after, always: true, out var offset);
        if (zone == WrittenZone.Offset && Rfc3339.TryParse(rest[4..end], TimeZoneInfo.Utc, out time))
        {
            time -= offset * Timestamp.Second;
            exact = true;
        }
        else if (zone == WrittenZone.Ambiguous && IsUtc)
        {
            time = Timestamp.Unknown;
        }

        rest = after;
        return true;
    }

    /// <summary>Seconds whose nanoseconds still have a number.</summary>
    private const decimal Latest = long.MaxValue / Timestamp.Second;

    /// <summary><c>1795514402.250123</c></summary>
    private static bool TryCutUnix(scoped ref ReadOnlySpan<byte> rest, out Timestamp time, out bool exact)
    {
        (time, exact) = (Timestamp.Unknown, false);
        if (
            rest.Length < 18
            || rest[10] != '.'
            || !Utf8Parser.TryParse(rest, out decimal seconds, out var used)
            || used is < 12 or > 20
            || used >= rest.Length
            || rest[used] != ' '
            || seconds is <= 0 or >= Latest
        )
        {
            return false;
        }

        (time, exact) = (new((long)(seconds * Timestamp.Second)), true);
        return Step(ref rest, used);
    }

    private bool IsUtc => options.TimeZone.Equals(TimeZoneInfo.Utc);

    private Timestamp InZone(CivilTime civil) => civil.TryIn(options.TimeZone, out var time) ? time : Timestamp.Unknown;

    private Timestamp WithYear(CivilTime civil) => _year.Of(civil, options.TimeZone);
}
