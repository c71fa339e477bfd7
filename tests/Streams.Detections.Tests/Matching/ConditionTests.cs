namespace Streams.Detections.Tests.Matching;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("a and b or c", "c", true)]
    [InlineData("a and (b or c)", "c", false)]
    [InlineData("a or b and c", "a", true)]
    [InlineData("not a and b", "b", true)]
    [InlineData("not (a or b)", "c", true)]
    [InlineData("1 of them", "b", true)]
    [InlineData("all of them", "b", false)]
    [InlineData("1 of sel_*", "x", true)]
    [InlineData("all of sel_*", "x", false)]
    [InlineData("2 of sel_*", "xy", true)]
    [InlineData("NOT a AND b", "b", true)]
    public void Condition_Holds(string condition, string has, bool expected)
    {
        var rule = $$"""
            title: t
            id: t
            detection:
              a: {k|contains: a}
              b: {k|contains: b}
              c: {k|contains: c}
              sel_1: {k|contains: x}
              sel_2: {k|contains: y}
              _hidden: {k|contains: z}
              condition: {{condition}}
            """;

        Assert.Equal(expected, Some.Matches(rule, $$"""{"k": "{{has}}"}"""));
    }

    [Fact]
    public void Them_leaves_out_names_with_an_underscore()
    {
        const string Rule = """
            title: t
            id: t
            detection:
              a: {k: a}
              _b: {k: b}
              condition: 1 of them
            """;

        Assert.False(Some.Matches(Rule, """{"k": "b"}"""));
    }
}
