using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Detections.Yaml;
using Streams.Host.Replaying;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Testing;

/// <summary>Runs the tests beside rules: raw lines through the same stages as <c>replay</c>; what counts are the alerts of the rules of that file.</summary>
internal static class RuleTests
{
    /// <summary>All tests of the rules of some sources.</summary>
    public static IEnumerable<RuleTestResult> Run(RulePlan plan, RuleSources sources)
    {
        foreach (var file in sources.RuleFiles().Where(f => File.Exists(RuleSources.TestsOf(f))))
        {
            var ids = plan.Roots.Values.Where(r => r.Meta.File == file).Select(r => r.Meta.Id).ToHashSet(StringComparer.Ordinal);
            var path = RuleSources.TestsOf(file);
            var tests = RuleTestFile.Read(File.ReadAllText(path), out var error);
            if (error is not null)
            {
                yield return new RuleTestResult(path, "the file", error);
            }

            foreach (var test in tests)
            {
                yield return new RuleTestResult(path, test.Name, RunOne(plan, ids, test));
            }
        }
    }

    private static string? RunOne(RulePlan plan, HashSet<string> ids, RuleTest test)
    {
        _ = Durations.TryParse(test.Options.Learning, out var learning); // the file was read
        var options = new PipelineOptions { Observe = new ObserveOptions { Learning = learning } };
        var results = new Collected();
        var pipeline = new OfflinePipeline(plan, options, EventSources.All, ModelLibrary.Load(), results);
        var folder = Directory.CreateTempSubdirectory("streams-rule-test-");
        try
        {
            RecordedRun.Of(new Recording(Files(test.Records, folder.FullName), options.Normalise.Parser).Read(), pipeline);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Judge(test, [.. results.Alerts.Values.Where(a => a.Status != AlertStatus.Superseded && ids.Contains(a.RuleId))], results.Dead);
    }

    private static string? Judge(RuleTest test, Alert[] alerts, int dead)
    {
        if (dead > 0)
        {
            return $"{dead} of its records cannot be parsed";
        }

        if (alerts.Length != test.Alerts)
        {
            return $"expected {test.Alerts} alerts, there are {alerts.Length}{string.Concat(alerts.Select(a => $"; {a.Title}"))}";
        }

        foreach (var (name, value) in test.Entities)
        {
            _ = EntityKinds.TryParse(name, out var kind); // as above
            if (!alerts.Any(a => a.Entities[kind] == value))
            {
                return $"no alert has {name} {value}; there is {string.Join(", ", alerts.Select(a => a.Entities[kind] ?? "none"))}";
            }
        }

        return null;
    }

    private static List<(EventSource, string)> Files(IReadOnlyList<RuleTestRecord> records, string folder)
    {
        var files = new List<(EventSource, string)>();
        foreach (var group in records.GroupBy(r => r.Source))
        {
            _ = EventSources.TryParse(group.Key, out var source); // the file was read
            var path = Path.Combine(folder, group.Key);
            File.WriteAllText(path, string.Concat(group.Select(r => r.Line + "\n")), new UTF8Encoding(false));
            files.Add((source, path));
        }

        return files;
    }

    private sealed class Collected : IOfflineResults
    {
        public Dictionary<string, Alert> Alerts { get; } = new(StringComparer.Ordinal);

        public int Dead { get; private set; }

        public void Alert(Alert alert) => Alerts[alert.Id] = alert;

        void IOfflineResults.Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => Dead++;
    }
}
