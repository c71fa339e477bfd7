using Streams.Host.Rules.Testing;

namespace Streams.Host.Tests.Rules;

/// <summary>A test beside a rule that does less than it says would pass too easily.</summary>
public sealed class RuleTestFileTests
{
    private const string Good =
        "tests:\n  - name: t\n    records:\n      - {source: dns, line: 'x'}\n    alerts: 1\n    entities: {pod: p}\n    options: {learning: 1m}\n";

    [Fact]
    public void A_whole_file_is_read()
    {
        var test = Assert.Single(RuleTestFile.Read(Good, out var error));

        Assert.Null(error);
        Assert.Equal(("t", 1, 1, "p", "1m"), (test.Name, test.Records.Count, test.Alerts, test.Entities["pod"], test.Options.Learning));
    }

    [Theory]
    [InlineData("tests: [", "line 2")]
    [InlineData("tests: [\nfoo", "a bracket or a quote that is not closed")]
    [InlineData("", "no test")]
    [InlineData("entities:", "entites:", "line 6")]
    [InlineData("records:", "events:", "line 3: 'events' is no key here: there are alerts, entities, name, options, records")]
    [InlineData("options:", "option:", "line 7")]
    [InlineData("learning: 1m", "learning: soon", "duration")]
    [InlineData("learning:", "learn:", "line 7")]
    [InlineData("source: dns", "source: dnss", "no source")]
    [InlineData("line:", "text:", "line 4")]
    [InlineData("alerts: 1", "alerts: one", "line 5")]
    [InlineData("    alerts: 1\n", "", "'alerts'")]
    [InlineData("alerts: 1", "alerts: 0", "of no alert")]
    [InlineData("pod: p", "pud: p", "no entity")]
    [InlineData("name: t", "name: ''", "'name'")]
    [InlineData("      - {source: dns, line: 'x'}\n", "", "line 3")]
    [InlineData("      - {source: dns, line: 'x'}", "      []", "'records'")]
    public void What_is_no_key_of_ours_and_what_lacks_is_an_error_with_its_place(string written, string instead, string? place = null)
    {
        var text = place is null ? written : Good.Replace(written, instead, StringComparison.Ordinal);

        Assert.Empty(RuleTestFile.Read(text, out var error));
        Assert.Contains(place ?? instead, error, StringComparison.Ordinal);
    }
}
