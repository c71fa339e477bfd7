using System.Text.RegularExpressions;

namespace Streams.Architecture.Tests;

/// <summary>
/// What stands in one table is told apart in that table alone: a file elsewhere that names two rows is a switch over them.
/// Files that do so already are written down here with how many rows they name, and may only name fewer.
/// </summary>
public sealed partial class RowTests
{
    private static readonly Dictionary<string, (Regex Rows, string[] Tables, Dictionary<string, int> Standing)> Kinds = new(StringComparer.Ordinal)
    {
        ["sources"] = (Sources(), ["schemas/Streams.Schemas/Sources/SourceTable.cs", "connectors/Streams.Connectors.Simulation/"], Of()),
        ["correlation types"] = (CorrelationTypes(), ["topologies/Streams.Detections/Correlations/"], Of()),
        ["sinks"] = (Sinks(), ["connectors/Streams.Connectors.Sinks/SinkTable.cs"], Of()),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_are_told_apart_in_their_table_alone(string kind)
    {
        var (rows, tables, standing) = Kinds[kind];

        var named = Projects.References.Keys.SelectMany(p => Directory.EnumerateFiles(Projects.Folder(p), "*.cs", SearchOption.AllDirectories))
            .Select(f => (File: Path.GetRelativePath(Projects.Root, f).Replace('\\', '/'), Path: f))
            .Where(f => !f.File.Contains("/obj/", StringComparison.Ordinal) && !tables.Any(t => f.File.StartsWith(t, StringComparison.Ordinal)))
            .Select(f => (f.File, Count: rows.Matches(File.ReadAllText(f.Path)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Count()))
            .Where(f => f.Count > Math.Max(1, standing.GetValueOrDefault(f.File)))
            .OrderBy(f => f.File, StringComparer.Ordinal)
            .Select(f => $"{f.File} names {f.Count}");

        Assert.Empty(named);
    }

    [Fact]
    public void What_is_written_down_still_stands() =>
        Assert.All(Kinds.Values.SelectMany(k => k.Standing.Keys), f => Assert.True(File.Exists(Path.Combine(Projects.Root, f)), $"{f} is gone: take its line out"));

    private static Dictionary<string, int> Of(params (string File, int Rows)[] standing) => standing.ToDictionary(s => s.File, s => s.Rows, StringComparer.Ordinal);

    [GeneratedRegex(@"\bEventSource\.(Container|Audit|Dns|Journal|Kernel|Ebpf)\b")]
    private static partial Regex Sources();

    [GeneratedRegex(@"(?:\b(?:new |is |as |case |typeof\()|<|\b)(\w+)Definition\b(?<=(?:EventCount|ValueCount|Measure|Temporal|TemporalOrdered|FirstSeen|Rare|Beacon|Absence|Gap|Score|Habit|NewPair)Definition)")]
    private static partial Regex CorrelationTypes();

    [GeneratedRegex(@"\b(Loki|Alertmanager|AlertFile|Webhook|Syslog|Otlp|Kafka)Sink(?:Options)?\b")]
    private static partial Regex Sinks();
}
