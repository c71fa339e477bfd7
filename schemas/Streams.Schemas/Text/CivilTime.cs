using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>A date and time of day as its digits say, and its way to a timestamp.</summary>
internal readonly record struct CivilTime(int Year, int Month, int Day, int Hour, int Minute, int Second, int Nanos)
{
    /// <summary>The time as if in UTC; false where the digits are no time. Years 1700 to 2200.</summary>
    public bool TryUtc(out Timestamp time)
    {
        time = Timestamp.Unknown;
        if (
            Year is < 1700 or > 2200
            || Month is < 1 or > 12
            || Day < 1
            || Day > DateTime.DaysInMonth(Year, Month)
            || Hour is < 0 or > 23
            || Minute is < 0 or > 59
            || Second is < 0 or > 60
        )
        {
            return false;
        }

        var days = (new DateTime(Year, Month, Day).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;
        time = new((((days * 86400) + (Hour * 3600) + (Minute * 60) + Second) * Timestamp.Second) + Nanos);
        return true;
    }

    /// <summary>The time in a zone.</summary>
    public bool TryIn(TimeZoneInfo zone, out Timestamp time)
    {
        if (!TryUtc(out time))
        {
            return false;
        }

        if (!ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            var local = new DateTime(Year, Month, Day, Hour, Minute, Math.Min(Second, 59), DateTimeKind.Unspecified);
            time -= zone.GetUtcOffset(local).Ticks * 100;
        }

        return true;
    }
}
