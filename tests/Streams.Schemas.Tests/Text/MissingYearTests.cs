using CsCheck;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Tests.Text;

public sealed class MissingYearTests
{
    private static readonly string[] Zones = ["UTC", "Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin"];

    private static readonly Gen<DateTime> Moments = Gen.OneOf(
        Gen.DateTime[new DateTime(2024, 12, 31, 0, 0, 0, DateTimeKind.Utc), new DateTime(2025, 1, 2, 0, 0, 0, DateTimeKind.Utc)],
        Gen.DateTime[new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)]
    );

    [Fact]
    public void A_line_is_of_the_year_in_which_it_was_appended_around_every_New_Year_in_every_zone() =>
        Gen.Select(Moments, Gen.Int[-(86400 * 300), 86400], Gen.Int[0, Zones.Length - 1])
            .Sample(
                (written, behind, id) =>
                {
                    var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[id]);
                    var time = Time(written).Floor(Timestamp.Second);
                    var appended = time - (behind * Timestamp.Second);
                    var options = new ParserOptions { TimeZone = zone };

                    Assert.True(IsOf(time, new MissingYear(options, appended).Of(Local(time, zone), zone), zone));
                }
            );

    [Fact]
    public void A_recording_may_begin_in_one_year_and_end_in_the_next() =>
        Gen.Select(Moments, Gen.Int[-(86400 * 20), 86400 * 20])
            .Sample(
                (written, behind) =>
                {
                    var time = Time(written).Floor(Timestamp.Second);
                    var options = new ParserOptions { TimeBase = (time - (behind * Timestamp.Second)).ToDateTime().AddTicks(1) };

                    Assert.Equal(time, new MissingYear(options, Timestamp.Unknown).Of(Local(time, TimeZoneInfo.Utc), TimeZoneInfo.Utc));
                }
            );

    [Fact]
    public void A_time_base_that_is_the_beginning_of_a_year_names_that_year()
    {
        var options = new ParserOptions { TimeBase = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

        Assert.Equal(2026, new MissingYear(options, Timestamp.Unknown).Of(new CivilTime(0, 12, 31, 0, 0, 0, 0), TimeZoneInfo.Utc).ToDateTime().Year);
    }

    [Fact]
    public void A_time_base_far_from_New_Year_gives_its_own_year()
    {
        var options = new ParserOptions { TimeBase = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };
        var year = new MissingYear(options, Timestamp.Unknown);

        Assert.Equal(2026, year.Of(new CivilTime(0, 1, 1, 0, 0, 0, 0), TimeZoneInfo.Utc).ToDateTime().Year);
        Assert.Equal(2026, year.Of(new CivilTime(0, 12, 31, 0, 0, 0, 0), TimeZoneInfo.Utc).ToDateTime().Year);
    }

    private static Timestamp Time(DateTime written) => Timestamp.From(new DateTimeOffset(DateTime.SpecifyKind(written, DateTimeKind.Utc)));

    private static CivilTime Local(Timestamp time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(time.ToDateTime(), zone);
        return new CivilTime(0, local.Month, local.Day, local.Hour, local.Minute, local.Second, 0);
    }

    /// <summary>An hour that a zone's clock shows twice may be either of them.</summary>
    private static bool IsOf(Timestamp time, Timestamp read, TimeZoneInfo zone) =>
        read == time || (zone.IsAmbiguousTime(TimeZoneInfo.ConvertTimeFromUtc(time.ToDateTime(), zone)) && Math.Abs(read - time) <= 3600 * Timestamp.Second);
}
