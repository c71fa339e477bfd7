using Streams.Detections.Rules;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Tests.Rules;

/// <summary>A key that is misspelt changes what a rule means: whoever loads it hears of it.</summary>
public sealed class MisspeltKeyTests
{
    private static readonly string[] Good = ["05-", "06-", "18-", "22-", "23-", "37-", "38-", "40-", "43-", "44-", "45-", "46-", "48-", "55-"];

    public static TheoryData<string> Cases =>
        [.. (Directory.Exists(Folder) ? Directory.GetFiles(Folder) : []).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(SharedData.Checkout(".."), "shared/cases/detection/008-errors/r");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public void A_rule_that_is_wrong_is_told_at_its_place(string file)
    {
        var path = Path.Combine(Folder, file);
        var (rules, errors) = RuleSetLoader.Load(path);
        var told = errors
            .Concat(RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch))
            .Concat(RuleSchema.Check(path, File.ReadAllText(path)))
            .Distinct()
            .ToArray();

        if (Good.Any(prefix => file.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Assert.Empty(errors);
            return;
        }

        Assert.Contains(told, e => e.Line > 0);
    }

    [Fact]
    public void Every_key_of_the_delivered_correlations_misspelt_by_a_letter_is_an_error()
    {
        var tried = 0;
        foreach (var file in RuleSetLoader.FilesOf(SharedData.Checkout("topologies/detections")))
        {
            var text = File.ReadAllText(file);
            foreach (var (line, key) in KeysOf(text))
            {
                var misspelt = Replace(text, line, key, key[..^1] + (key[^1] == 'x' ? 'y' : 'x'));
                Assert.True(RuleSetLoader.LoadTexts((file, misspelt)).Errors.Count > 0, $"{file}:{line}: {key} misspelt is no error");
                tried++;
            }
        }

        Assert.True(tried > 100, $"only {tried} keys");
    }

    [Fact]
    public void Keys_of_somebody_else_are_passed_over()
    {
        const string Text =
            "title: t\nid: a\nanalysis: x\nsimulation: [{type: y}]\nregression_tests_path: z\nlogsource: {product: linux, category: process_creation, vendor: q}\ndetection: {s: {f: x}, condition: s}\n";

        Assert.Empty(Some.Errors(Text));
    }

    private static IEnumerable<(long Line, string Key)> KeysOf(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        foreach (var root in yaml.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>())
        {
            foreach (var part in (string[])["correlation", "streams"])
            {
                if (root.Children.TryGetValue(new YamlScalarNode(part), out var node) && node is YamlMappingNode map)
                {
                    foreach (var key in map.Children.Keys.Where(k => $"{k}".Length > 2))
                    {
                        yield return (key.Start.Line, $"{key}");
                    }
                }
            }
        }
    }

    private static string Replace(string text, long line, string key, string by)
    {
        var lines = text.Split('\n');
        lines[line - 1] = lines[line - 1].Replace(key + ":", by + ":", StringComparison.Ordinal);
        return string.Join('\n', lines);
    }
}
