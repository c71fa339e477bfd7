using System.Text.RegularExpressions;

namespace Streams.Architecture.Tests;

/// <summary>What stands in the tree was added as the recipes of CONTRIBUTING.md say, and they name what there is.</summary>
public sealed partial class RecipeTests
{
    [Fact]
    public void Every_place_that_the_recipes_name_is_there()
    {
        var page = Read("CONTRIBUTING.md");
        var recipes = page[page.IndexOf("## Five recipes", StringComparison.Ordinal)..page.IndexOf("## How we work", StringComparison.Ordinal)];

        var places = Quoted().Matches(recipes).Select(m => m.Groups[1].Value).Where(t => t.Contains('/', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(places);
        Assert.All(places, p => Assert.True(Path.Exists(Path.Combine(Projects.Root, p)), $"the recipes name {p}, which is not there"));
    }

    [Fact]
    public void An_envelope_has_a_row_a_sample_and_a_row_of_docs()
    {
        const string Folder = "schemas/Streams.Schemas/Envelopes";
        var (table, docs) = (Read($"{Folder}/EnvelopeTable.cs"), Read("docs/sources.md"));
        var samples = string.Concat(Files("tests/Streams.Schemas.Tests/samples", "expected.*").Select(File.ReadAllText));

        var envelopes = Files(Folder, "*.cs").Select(f => Envelope().Match(File.ReadAllText(f))).Where(m => m.Success).ToList();

        Assert.NotEmpty(envelopes);
        Assert.All(envelopes, e =>
        {
            var (type, name) = (e.Groups[1].Value, e.Groups[2].Value);
            Assert.True(table.Contains($"new {type}(", StringComparison.Ordinal), $"{type} has no row");
            Assert.True(samples.Contains($"\"envelope\":\"{name}\"", StringComparison.Ordinal), $"{name} has no sample");
            Assert.True(docs.Contains($"`{name}`", StringComparison.Ordinal), $"docs/sources.md does not name {name}");
        });
    }

    [Fact]
    public void A_correlation_type_has_a_row_a_row_of_docs_and_a_rule_or_a_name_of_Sigmas()
    {
        const string Folder = "topologies/Streams.Detections/Correlations";
        var (table, docs) = (Read($"{Folder}/CorrelationTypes.cs"), Read("docs/rules.md"));
        var rules = string.Concat(Files("topologies/detections", "*.yml").Select(File.ReadAllText));

        var types = Files(Folder, "*Definition.cs").Select(f => CorrelationType().Match(File.ReadAllText(f))).Where(m => m.Success).ToList();

        Assert.NotEmpty(types);
        Assert.All(types.Select(t => t.Groups[1].Value), t =>
        {
            Assert.True(table.Contains($"\"{t}\"", StringComparison.Ordinal), $"{t} has no row");
            Assert.True(docs.Contains($"`{t}`", StringComparison.Ordinal), $"docs/rules.md does not name {t}");
            Assert.True(!t.StartsWith("streams.", StringComparison.Ordinal) || rules.Contains($"type: {t}", StringComparison.Ordinal), $"no rule uses {t}");
        });
    }

    [Fact]
    public void A_sink_has_a_row()
    {
        const string Folder = "connectors/Streams.Connectors.Sinks";
        var table = Read($"{Folder}/SinkTable.cs");

        var sinks = Files(Folder, "*Sink.cs").Select(f => Sink().Match(File.ReadAllText(f))).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(sinks);
        Assert.All(sinks, s => Assert.True(table.Contains($"{s}.", StringComparison.Ordinal), $"{s} has no row"));
    }

    [Fact]
    public void A_rule_has_its_tests_beside_it() =>
        Assert.All(Files("topologies/detections", "*.yml").Where(f => !f.EndsWith(".tests.yml", StringComparison.Ordinal)), f =>
            Assert.True(File.Exists(f[..^".yml".Length] + ".tests.yml"), $"{f} has no tests")
        );

    private static string Read(string file) => File.ReadAllText(Path.Combine(Projects.Root, file));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Projects.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>A path in back quotes, with nothing in it to be filled in.</summary>
    [GeneratedRegex(@"`([^`\s<*…]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"class (\w+)[^\n]* : IEnvelope\b[\s\S]*?string Name => ""(\w+)""")]
    private static partial Regex Envelope();

    [GeneratedRegex(@"string Type => ""([\w.]+)""[\s\S]*?\bRead\(CorrelationReader\b")]
    private static partial Regex CorrelationType();

    [GeneratedRegex(@"class (\w+Sink)\b[\s\S]*?static SinkDefinition\b")]
    private static partial Regex Sink();
}
