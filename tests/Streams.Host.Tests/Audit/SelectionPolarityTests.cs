using Streams.Host.Audit;

namespace Streams.Host.Tests.Audit;

public sealed class SelectionPolarityTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a and not b", "a")]
    [InlineData("a and not (b or not c)", "a c")]
    [InlineData("not not a", "a")]
    [InlineData("not (a and b) or c", "c")]
    [InlineData("1 of a* and not all of b*", "a ab")]
    [InlineData("all of them", "a ab b c")]
    [InlineData("(a or b) and not (c)", "a b")]
    public void Positive_counts_nots(string condition, string expected)
    {
        Assert.Equal(expected.Split(' '), SelectionPolarity.Positive(condition, ["a", "ab", "b", "c"]).Order(StringComparer.Ordinal));
    }
}
