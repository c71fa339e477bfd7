using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>Lists of values in files of their own: looked up in tables, and meaning what the values one by one mean.</summary>
public sealed class ValueListTests
{
    private const string Json = """{"f":"VALUE"}""";

    [Fact]
    public void A_list_is_read_a_value_a_line_from_beside_the_rule()
    {
        var (rules, errors) = Load(
            "placeholders: {bad: {file: lists/bad.txt}}",
            "f|expand: '%bad%'",
            "\uFEFF# bad names\r\none\r\n\r\n  two  \nthree # kept\n"
        );

        Assert.Empty(errors);
        Assert.True(Matches(rules, "two"));
        Assert.True(Matches(rules, "ONE"));
        Assert.True(Matches(rules, "three # kept"));
        Assert.False(Matches(rules, "# bad names"));
        Assert.False(Matches(rules, ""));
    }

    [Theory]
    [InlineData("placeholders: {bad: {file: lists/other.txt}}", "there is no list")]
    [InlineData("placeholders: {bad: {file: lists/bad.csv}}", ".txt")]
    [InlineData("placeholders: {bad: {url: x}}", "{file: values.txt}")]
    [InlineData("placeholders: {bad: {file: lists/bad.txt, sep: ','}}", "{file: values.txt}")]
    public void A_list_that_is_not_there_is_told_at_its_place(string document, string told)
    {
        var errors = Load(document, "f|expand: '%bad%'", "one\n").Errors;

        Assert.Contains(errors, e => e.Message.Contains(told, StringComparison.Ordinal) && e.Line == 1);
    }

    [Fact]
    public void A_list_without_values_is_an_error() =>
        Assert.Contains(
            "has no values",
            Load("placeholders: {bad: {file: lists/bad.txt}}", "f|expand: '%bad%'", "# nothing\n").Errors[0].Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("f|expand")]
    [InlineData("f|cased|expand")]
    [InlineData("f|endswith|expand")]
    [InlineData("f|startswith|expand")]
    [InlineData("f|startswith|cased|expand")]
    [InlineData("f|neq|expand")]
    public void A_table_means_what_its_values_one_by_one_mean(string key)
    {
        var random = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            string[] values =
            [
                .. Enumerable
                    .Range(0, 50)
                    .Select(_ =>
                        random.Next(20) switch
                        {
                            0 => "a*b",
                            1 => "?a",
                            _ => Word(random, 1, 4),
                        }
                    )
                    .Distinct(),
                .. Enumerable.Range(0, 40).Select(i => $"filler{i}"),
            ];
            var text = Word(random, 0, 6);
            var (table, errors) = Load("placeholders: {bad: {file: lists/bad.txt}}", $"{key}: '%bad%'", string.Join('\n', values));
            var (singly, _) = RuleSetLoader.LoadTexts(
                ("r.yml", Rule($"{key.Replace("|expand", "", StringComparison.Ordinal)}: [{string.Join(", ", values.Select(v => $"'{v}'"))}]"))
            );
            Assert.Empty(errors);

            Assert.Equal((text, Matches(singly, text)), (text, Matches(table, text)));
        }
    }

    [Fact]
    public void Networks_and_addresses_mean_what_each_of_them_means()
    {
        var (rules, errors) = Load(
            "placeholders: {bad: {file: lists/bad.txt}}",
            "f|cidr|expand: '%bad%'",
            string.Join(
                '\n',
                ["10.0.0.0/8", "10.1.0.0/16", "192.0.2.7", "2001:db8::/32", "2001:db9::1", .. Enumerable.Range(0, 40).Select(i => $"198.51.100.{i}")]
            )
        );

        Assert.Empty(errors);
        foreach (
            var (address, expected) in new[]
            {
                ("10.255.255.255", true),
                ("11.0.0.0", false),
                ("9.255.255.255", false),
                ("192.0.2.7", true),
                ("192.0.2.8", false),
                ("2001:db8:ffff::1", true),
                ("2001:db9::1", true),
                ("2001:db9::2", false),
                ("198.51.100.39", true),
                ("198.51.100.40", false),
                ("none", false),
            }
        )
        {
            Assert.Equal((address, expected), (address, Matches(rules, address)));
        }
    }

    [Fact]
    public void What_is_no_network_of_a_list_is_told() =>
        Assert.Contains(
            "'10.0.0.0/33'",
            Load(
                "placeholders: {bad: {file: lists/bad.txt}}",
                "f|cidr|expand: '%bad%'",
                string.Join('\n', ["10.0.0.0/33", .. Enumerable.Range(0, 40).Select(i => $"198.51.100.{i}")])
            )
                .Errors[0]
                .Message,
            StringComparison.Ordinal
        );

    private static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(string placeholders, string item, string list) =>
        RuleSetLoader.LoadTexts(("rules/names.yml", placeholders), ("rules/r.yml", Rule(item)), ("rules/lists/bad.txt", list));

    private static string Word(Random random, int least, int most) =>
        new([.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => "abAB.ß"[random.Next(6)])]);

    private static string Rule(string item) =>
        $"title: t\nid: t\nlogsource: {{product: kubernetes, service: container}}\ndetection:\n  s:\n    {item}\n  condition: s\n";

    private static bool Matches(RuleSet rules, string value)
    {
        var view = new Streams.Detections.Matching.EventView(rules.Slots);
        Assert.Null(view.TrySet(System.Text.Encoding.UTF8.GetBytes(Json.Replace("VALUE", value, StringComparison.Ordinal))));
        var matches = new List<int>();
        rules.Matcher.MatchAnySource(view, matches);
        return matches.Count > 0;
    }
}
