using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>A case of <c>tests/oracles/correlations</c>: rules, events in the order of arrival, and the alerts that a person worked out.</summary>
internal sealed record CorrelationCase(
    string Name,
    string Rules,
    IReadOnlyList<(double At, string Json)> Events,
    IReadOnlyList<(double Time, long Count)> Expected
)
{
    /// <summary>All cases.</summary>
    public static IEnumerable<CorrelationCase> All() => Directory.EnumerateFiles(Folder(), "*.yml").Order(StringComparer.Ordinal).Select(Read);

    /// <summary>The name of each case.</summary>
    public static TheoryData<string> Names() => [.. All().Select(c => c.Name)];

    /// <summary>The case of a name.</summary>
    public static CorrelationCase Of(string name) => Read(Path.Combine(Folder(), name + ".yml"));

    private static CorrelationCase Read(string path)
    {
        var text = File.ReadAllText(path);
        var rules = text[..text.LastIndexOf("---\n", StringComparison.Ordinal)];
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var root = (YamlMappingNode)yaml.Documents[^1].RootNode;
        return new CorrelationCase(
            Path.GetFileNameWithoutExtension(path),
            rules,
            [.. ((YamlSequenceNode)root["events"]).Select(e => (Number(e["at"]), Json(e["event"])!.ToJsonString()))], // an object
            [.. ((YamlSequenceNode)root["expected"]).Select(e => (Number(e["time"]), (long)Number(e["count"])))]
        );
    }

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(p => KeyValuePair.Create($"{p.Key}", Json(p.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar
                when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create($"{node}"),
        };

    private static double Number(YamlNode node) => double.Parse($"{node}", CultureInfo.InvariantCulture);

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Streams.sln")))
            {
                return Path.Combine(at.FullName, "tests", "oracles", "correlations");
            }
        }

        throw new DirectoryNotFoundException("the tests run outside a checkout");
    }
}
