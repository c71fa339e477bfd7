using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>What loads and hardly means what its author reads in it is told with its place.</summary>
public sealed class DoubtTests
{
    [Theory]
    [InlineData("a: {x: 1}\n  filter: {y: 1}\n  condition: a", "no condition names the selection 'filter'", 3)]
    [InlineData("a: {x: 1}\n  timeframe: 5m\n  condition: a", "'timeframe' does nothing", 3)]
    [InlineData("a:\n    x: |\n      foo\n  condition: a", "ends with a line break", 3)]
    [InlineData("a:\n    x|contains:\n      - >\n        foo\n  condition: a", "ends with a line break", 4)]
    [InlineData("a: {x: 0x1410}\n  condition: a", "compared as the text", 2)]
    [InlineData("a: {x|base64offset: foo}\n  condition: a", "base64offset|contains", 2)]
    public void It_is_a_warning(string detection, string told, int line)
    {
        var warning = Assert.Single(Check(detection), e => e.Message.Contains(told, StringComparison.Ordinal));

        Assert.Equal((Severity.Warning, line + 1), (warning.Severity, warning.Line));
    }

    [Theory]
    [InlineData("a: {x: 1}\n  filter: {y: 1}\n  condition: a and not filter")]
    [InlineData("sel_a: {x: 1}\n  sel_b: {y: 1}\n  condition: 1 of sel_*")]
    [InlineData("sel_a: {x: 1}\n  b_x: {y: 1}\n  condition: (sel_a) and all of b*x")]
    [InlineData("a: {x: 1}\n  b: {y: 1}\n  condition: all of them")]
    [InlineData("a: {x: '0x1410'}\n  condition: a")]
    [InlineData("a: {x|base64offset|contains: foo}\n  condition: a")]
    [InlineData("a:\n    x: |-\n      foo\n  condition: a")]
    public void What_means_what_it_says_is_none(string detection) => Assert.Empty(Check(detection));

    [Fact]
    public void A_filter_is_looked_at_as_well()
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(
            (
                "r.yml",
                "title: f\nid: f\nlogsource: {product: kubernetes, service: container}\nfilter:\n  rules: any\n  a: {x: 1}\n  b: {y: 1}\n  condition: not a\n"
            )
        );

        Assert.Empty(errors);
        Assert.Contains(RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch), e =>
            e.Line == 7 && e.Message.Contains("'b'", StringComparison.Ordinal)
        );
    }

    private static IReadOnlyList<RuleError> Check(string detection)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("r.yml", Rule(detection)));
        Assert.Empty(errors);
        return RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch);
    }

    private static string Rule(string detection) => $"logsource: {{product: kubernetes, service: container}}\ndetection:\n  {detection}\ntitle: a\nid: a\n";
}
