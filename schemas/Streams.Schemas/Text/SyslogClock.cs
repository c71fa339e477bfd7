using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Text;

/// <summary>
/// Reads the times of syslog headers. RFC 3164 has no year: that of the time base, else that of the append time
/// (the year before, where the time would lie more than two days after the append time); with neither there is no time.
/// </summary>
internal readonly struct SyslogClock(ParserOptions options, long appendTime)
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>The zone of headers that name none.</summary>
    public TimeZoneInfo Zone => options.TimeZone;

    /// <summary>Cuts the time off the front; false where there is none.</summary>
    public bool TryCut(scoped ref ReadOnlySpan<byte> rest, out long nanos)
    {
        nanos = EventTime.None;
        if (rest.Length >= 19 && rest[4] == '-')
        {
            var after = rest;
            if (!Rfc3339.TryParse(Words.Cut(ref after, (byte)' '), options.TimeZone, out nanos))
            {
                return false;
            }

            rest = after;
            return true;
        }

        return rest.Length >= 14 && TryCutShort(ref rest, out nanos);
    }

    private bool TryCutShort(scoped ref ReadOnlySpan<byte> rest, out long nanos)
    {
        nanos = EventTime.None;
        var month = Months.IndexOf(rest[..3]);
        if (month < 0 || month % 3 != 0 || rest[3] != ' ')
        {
            return false;
        }

        var after = rest[4..];
        var day = Words.Next(ref after);
        if (!Words.TryNumber(day, out var number) || number is < 1 or > 31 || after.Length < 8 || after[2] != ':' || after[5] != ':')
        {
            return false;
        }

        var civil = new CivilTime(0, (month / 3) + 1, (int)number, Rfc3339.Two(after), Rfc3339.Two(after[3..]), Rfc3339.Two(after[6..]), 0);
        if (civil.Hour is < 0 or > 23 || civil.Minute is < 0 or > 59 || civil.Second is < 0 or > 60)
        {
            return false;
        }

        nanos = WithYear(civil);
        rest = after[8..].TrimStart((byte)' ');
        return true;
    }

    private long WithYear(CivilTime civil)
    {
        if (options.TimeBase is { } timeBase)
        {
            return (civil with { Year = timeBase.Year }).TryIn(options.TimeZone, out var based) ? based : EventTime.None;
        }

        if (appendTime == EventTime.None)
        {
            return EventTime.None;
        }

        var year = DateTime.UnixEpoch.AddTicks(appendTime / 100).Year;
        var known = (civil with { Year = year }).TryIn(options.TimeZone, out var nanos);
        if (!known || nanos > appendTime + (2 * 86400 * EventTime.Second))
        {
            return (civil with { Year = year - 1 }).TryIn(options.TimeZone, out var before) ? before : EventTime.None;
        }

        return nanos;
    }
}
