using Streams.Schemas.Text;

namespace Streams.Schemas.Tests.Text;

public sealed class WrittenTimeTests
{
    [Theory]
    [InlineData("2026-11-29T18:00:00Z", "2026-11-29T18:00:00.000000000Z")]
    [InlineData("2026-11-29T18:00:00+01:00", "2026-11-29T17:00:00.000000000Z")]
    [InlineData("2026-11-29T18:00:00", "2026-11-29T18:00:00.000000000Z")]
    [InlineData("2026-11-29", "2026-11-29T00:00:00.000000000Z")]
    [InlineData("2026-11-29T18:00:00.123456789Z", "2026-11-29T18:00:00.123456789Z")]
    public void A_time_as_a_person_writes_it(string text, string expected) =>
        Assert.Equal((true, expected), (WrittenTime.TryParse(text, out var time), time.Format()));

    [Theory]
    [InlineData("")]
    [InlineData("18:00")]
    [InlineData("11/12/2026")]
    [InlineData("29/11/2026")]
    [InlineData("2026-11-31")]
    [InlineData("2026-11-29T25:00:00Z")]
    [InlineData("tomorrow")]
    [InlineData("1764442800")]
    public void What_could_be_two_times_or_none_is_no_time(string text) => Assert.False(WrittenTime.TryParse(text, out _));
}
