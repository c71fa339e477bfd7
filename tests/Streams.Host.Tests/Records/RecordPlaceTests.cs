using Streams.Host.Records;

namespace Streams.Host.Tests.Records;

/// <summary>A place is written as alerts and the console write it.</summary>
public sealed class RecordPlaceTests
{
    [Theory]
    [InlineData("raw.audit/3/4711", "raw.audit", 3, 4711)]
    [InlineData("raw.audit-3@4711", "raw.audit", 3, 4711)]
    [InlineData("my-cluster-audit-0@0", "my-cluster-audit", 0, 0)]
    public void A_place_is_read(string text, string topic, int partition, long offset) =>
        Assert.Equal(new RecordPlace(topic, partition, offset), RecordPlace.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("raw.audit")]
    [InlineData("raw.audit/3")]
    [InlineData("/3/4711")]
    [InlineData("raw.audit/-3/4711")]
    [InlineData("raw.audit/3/-1")]
    [InlineData("raw.audit/3/x")]
    [InlineData("raw.audit/99999999999/1")]
    public void What_is_no_place_is_none(string text) => Assert.Null(RecordPlace.Parse(text));
}
