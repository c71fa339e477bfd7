using System.Globalization;
using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Host.Replaying;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Rules;

/// <summary>Runs the tests beside rules: raw lines through the same stages as <c>replay</c>; what counts are the alerts of the rules of that file.</summary>
internal static class RuleTests
{
    private const string Suffix = ".tests.yml";

    /// <summary>The tests of a rule file.</summary>
    public static string TestsOf(string ruleFile) => Path.ChangeExtension(ruleFile, null) + Suffix;

    /// <summary>All tests of the rules of some sources.</summary>
    public static IEnumerable<RuleTestResult> Run(RulePlan plan, RuleSources sources)
    {
        foreach (var file in sources.RuleFiles().Where(f => File.Exists(TestsOf(f))))
        {
            var ids = plan.Roots.Values.Where(r => r.Meta.File == file).Select(r => r.Meta.Id).ToHashSet(StringComparer.Ordinal);
            var yaml = new YamlStream();
            using (var text = new StreamReader(TestsOf(file)))
            {
                yaml.Load(text);
            }

            foreach (var test in (YamlSequenceNode)yaml.Documents[0].RootNode["tests"])
            {
                yield return new RuleTestResult(TestsOf(file), $"{test["name"]}", RunOne(plan, ids, (YamlMappingNode)test));
            }
        }
    }

    private static string? RunOne(RulePlan plan, HashSet<string> ids, YamlMappingNode test)
    {
        var records = ((YamlSequenceNode)test["records"]).Select(r => (Source: SourceOf($"{r["source"]}"), Line: $"{r["line"]}")).ToArray();
        var options = new PipelineOptions { Observe = new ObserveOptions { Learning = LearningOf(test) } };
        var results = new Collected();
        var pipeline = new OfflinePipeline(plan, options, EventSources.All, ModelLibrary.Load(), results);
        var folder = Directory.CreateTempSubdirectory("streams-rule-test-");
        try
        {
            RecordedRun.Of(new Recording(Files(records, folder.FullName), options.Normalise.Parser), pipeline);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Judge(test, [.. results.Alerts.Values.Where(a => a.Status != AlertStatus.Superseded && ids.Contains(a.RuleId))], results.Dead);
    }

    private static string? Judge(YamlMappingNode test, Alert[] alerts, int dead)
    {
        var expected = int.Parse($"{test["alerts"]}", CultureInfo.InvariantCulture);
        if (dead > 0)
        {
            return $"{dead} of its records cannot be parsed";
        }

        if (alerts.Length != expected)
        {
            return $"expected {expected} alerts, there are {alerts.Length}{string.Concat(alerts.Select(a => $"; {a.Title}"))}";
        }

        if (test.Children.TryGetValue(new YamlScalarNode("entities"), out var node) && node is YamlMappingNode entities)
        {
            foreach (var (name, value) in entities)
            {
                if (!EntityKinds.TryParse($"{name}", out var kind) || !alerts.Any(a => a.Entities[kind] == $"{value}"))
                {
                    return $"no alert has {name} {value}; there is {string.Join(", ", alerts.Select(a => EntityKinds.TryParse($"{name}", out var k) ? a.Entities[k] ?? "none" : "no such kind"))}";
                }
            }
        }

        return null;
    }

    private static List<(EventSource, string)> Files((EventSource Source, string Line)[] records, string folder)
    {
        var files = new List<(EventSource, string)>();
        foreach (var group in records.GroupBy(r => r.Source))
        {
            var path = Path.Combine(folder, group.Key.Name());
            File.WriteAllText(path, string.Concat(group.Select(r => r.Line + "\n")), new UTF8Encoding(false));
            files.Add((group.Key, path));
        }

        return files;
    }

    private static EventSource SourceOf(string name) =>
        EventSources.TryParse(name, out var source) ? source : throw new InvalidDataException($"{name} is no source");

    private static TimeSpan LearningOf(YamlMappingNode test) =>
        test.Children.TryGetValue(new YamlScalarNode("options"), out var node)
        && node is YamlMappingNode options
        && options.Children.TryGetValue(new YamlScalarNode("learning"), out var text)
        && Streams.Detections.Yaml.Durations.TryParse($"{text}", out var learning)
            ? learning
            : TimeSpan.FromMinutes(5);

    private sealed class Collected : IOfflineResults
    {
        public Dictionary<string, Alert> Alerts { get; } = new(StringComparer.Ordinal);

        public int Dead { get; private set; }

        public void Alert(Alert alert) => Alerts[alert.Id] = alert;

        void IOfflineResults.Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => Dead++;
    }
}
