using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Rules;

/// <summary>Filters are ANDed into the conditions of the rules they name; placeholders are values from beside the rules.</summary>
public sealed class FilterTests
{
    private const string Two = """
        title: a
        id: a
        name: first
        logsource: {category: process_creation, product: linux}
        detection: {s: {f: x}, condition: s}
        ---
        title: b
        id: b
        logsource: {category: dns}
        detection: {s: {f: x}, condition: s}
        ---
        """;

    [Theory]
    [InlineData("rules: [a]", "category: process_creation", "b")]
    [InlineData("rules: [first, b]", "category: process_creation", "b")]
    [InlineData("rules: any", "product: linux", "b")]
    [InlineData("rules: [a, b]", "product: windows", "a b")]
    [InlineData("rules: [nobody]", "category: dns", "a b")]
    public void Filter_applies_to_the_rules_it_names_of_its_logsource(string rules, string logsource, string expected)
    {
        var text = Two + $"\ntitle: f\nid: f\nlogsource: {{{logsource}}}\nfilter: {{{rules}, selection: {{user: admin}}, condition: not selection}}\n";

        Assert.Equal(expected, Matched(text, """{"f":"x","user":"admin"}"""));
        Assert.Equal("a b", Matched(text, """{"f":"x","user":"other"}"""));
    }

    [Theory]
    [InlineData("%Admins%", "adm_joe", true)]
    [InlineData("%Admins%", "root", true)]
    [InlineData("%Admins%", "%Admins%", false)]
    [InlineData("x%Admins%y", "xrooty", true)]
    [InlineData("\\%plain%Admins%", "%plainroot", true)]
    public void Placeholder_stands_for_its_values(string value, string user, bool expected)
    {
        var text = $"title: r\nid: r\ndetection: {{s: {{user|expand: '{value}'}}, condition: s}}\n---\nplaceholders: {{Admins: ['adm_*', root]}}\n";

        Assert.Equal(expected ? "r" : "", Matched(text, $$"""{"user":"{{user}}"}"""));
    }

    private static string Matched(string text, string json)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("r.yml", text));
        Assert.Empty(errors);
        var view = new EventView(rules.Slots);
        Assert.Null(view.TrySet(Encoding.UTF8.GetBytes(json)));
        var matches = new List<int>();
        rules.Matcher.MatchAnySource(view, matches);
        return string.Join(' ', matches.Select(m => rules.Detections[m].Meta.Id));
    }
}
