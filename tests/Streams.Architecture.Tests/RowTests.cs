using System.Text.RegularExpressions;

namespace Streams.Architecture.Tests;

/// <summary>
/// What stands in one table is told apart in that table alone: a file elsewhere that names two rows is a switch over them.
/// Files that name several rows and tell nothing apart are written down here with how many they name, and why.
/// </summary>
public sealed partial class RowTests
{
    private static readonly Dictionary<string, (Regex Rows, string[] Tables, Dictionary<string, int> Standing)> Kinds = new(StringComparer.Ordinal)
    {
        ["sources"] = (
            Sources(),
            ["schemas/Streams.Schemas/Sources/SourceTable.cs", "connectors/Streams.Connectors.Simulation/"],
            Of(
                // A sample alert has sources, whichever.
                ("connectors/Streams.Connectors.Sinks/Formats/SampleAlerts.cs", 2),
                // The names of the recording's files.
                ("deploy/Streams.Host/Demo/DemoRecording.cs", 6),
                // A class of habits is defined by the sources that tell of it.
                ("topologies/Streams.Detections/Correlations/Habit/HabitDefinition.cs", 4)
            )
        ),
        ["correlation types"] = (
            CorrelationTypes(),
            [
                "topologies/Streams.Detections/Correlations/",
                "topologies/Streams.Topologies/Correlate/Patterns/PatternTypes.cs",
                "topologies/Streams.Topologies/Observe/FeatureTypes.cs",
            ],
            Of()
        ),
        ["sinks"] = (Sinks(), ["connectors/Streams.Connectors.Sinks/SinkTable.cs"], Of()),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_told_apart_in_their_table_alone(string kind)
    {
        var (rows, tables, standing) = Kinds[kind];

        var named = Projects
            .References.Keys.SelectMany(p => Directory.EnumerateFiles(Projects.Folder(p), "*.cs", SearchOption.AllDirectories))
            .Select(f => (File: Path.GetRelativePath(Projects.Root, f).Replace('\\', '/'), Path: f))
            .Where(f => !f.File.Contains("/obj/", StringComparison.Ordinal) && !tables.Any(t => f.File.StartsWith(t, StringComparison.Ordinal)))
            .Select(f => (f.File, Count: rows.Matches(File.ReadAllText(f.Path)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Count()))
            .Where(f => f.Count > Math.Max(1, standing.GetValueOrDefault(f.File)))
            .OrderBy(f => f.File, StringComparer.Ordinal)
            .Select(f => $"{f.File} ({f.Count})")
            .ToList();

        Assert.True(named.Count == 0, $"these files tell {kind} apart: {string.Join(", ", named)}");
    }

    [Fact]
    public void What_is_written_down_still_stands() =>
        Assert.All(Kinds.Values.SelectMany(k => k.Standing.Keys), f =>
            Assert.True(File.Exists(Path.Combine(Projects.Root, f)), $"{f} is gone: take its line out")
        );

    private static Dictionary<string, int> Of(params (string File, int Rows)[] standing) =>
        standing.ToDictionary(s => s.File, s => s.Rows, StringComparer.Ordinal);

    [GeneratedRegex(@"\bEventSource\.(Container|Audit|Dns|Journal|Kernel|Ebpf)\b")]
    private static partial Regex Sources();

    [GeneratedRegex(@"\b(EventCount|ValueCount|Measure|Temporal|Sequence|FirstSeen|Rare|Beacon|Absence|Gap|Score|Habit|NewPair)Definition\b")]
    private static partial Regex CorrelationTypes();

    [GeneratedRegex(@"\b(Loki|Alertmanager|AlertFile|Webhook|Syslog|Otlp|Kafka)Sink(?:Options)?\b")]
    private static partial Regex Sinks();
}
