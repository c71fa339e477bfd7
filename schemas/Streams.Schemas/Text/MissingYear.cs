using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Text;

/// <summary>
/// The year of a time that names none: that of the time base, else that of the append time; at New Year, and where the zone is ahead of UTC,
/// the year beside it, where the time would lie nearly a year off the time base (but where that names a year alone), or more than two days after the append time. With neither there is no time.
/// </summary>
internal readonly struct MissingYear(ParserOptions options, Timestamp appendTime)
{
    private const long Day = 86400 * Timestamp.Second;

    /// <summary>The time with its year.</summary>
    public Timestamp Of(CivilTime civil, TimeZoneInfo zone)
    {
        if (options.TimeBase is { } timeBase)
        {
            return AroundBase(civil, zone, timeBase);
        }

        if (!appendTime.IsKnown)
        {
            return Timestamp.Unknown;
        }

        // Of most lines of the year the first guess holds; no zone is a day ahead of UTC.
        var year = (appendTime + (3 * Day)).ToDateTime().Year;
        var earliest = appendTime.ToDateTime().Year - 1;
        for (; year > earliest; year--)
        {
            if (In(civil, year, zone) is { IsKnown: true } time && time <= appendTime + (2 * Day))
            {
                return time;
            }
        }

        return In(civil, earliest, zone);
    }

    private static Timestamp AroundBase(CivilTime civil, TimeZoneInfo zone, DateTimeOffset timeBase)
    {
        var at = Timestamp.From(timeBase);
        var next = In(civil, timeBase.Year + 1, zone);
        if (next.IsKnown && next < at + (30 * Day))
        {
            return next;
        }

        var same = In(civil, timeBase.Year, zone);
        return same.IsKnown && same > at + (335 * Day) && !IsYear(timeBase) ? In(civil, timeBase.Year - 1, zone) : same;
    }

    /// <summary>The first moment of a year is a way to write the year.</summary>
    private static bool IsYear(DateTimeOffset timeBase) => timeBase is { Month: 1, Day: 1 } && timeBase.TimeOfDay == TimeSpan.Zero;

    private static Timestamp In(CivilTime civil, int year, TimeZoneInfo zone) =>
        (civil with { Year = year }).TryIn(zone, out var time) ? time : Timestamp.Unknown;
}
