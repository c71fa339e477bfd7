using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Whatever an attacker edits (docs/threat-model.md), no alert of level medium or above is lost, and none moves to another entity.</summary>
public sealed class EditedRecordingTests
{
    private static readonly Dictionary<string, Edit> Edits = new IEnumerable<Edit>[]
    {
        AuditEdits.All,
        PodEdits.All,
        NameEdits.All,
        ProcessEdits.All,
        NodeEdits.All,
        LogEdits.All,
        ShapeEdits.All,
        FloodEdits.All,
    }
        .SelectMany(e => e)
        .ToDictionary(e => e.Name, StringComparer.Ordinal);

    private static readonly EntityKind[] Attested = [EntityKind.Node, EntityKind.Namespace, EntityKind.Pod, EntityKind.Principal, EntityKind.SourceIp];

    private static readonly Lazy<string[]> Expected = new(() => Told(FinalAlerts.Replay([.. Recordings.Lines("S0"), .. Recordings.Lines("S1")])));

    public static TheoryData<string> Names => [.. Edits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_edit_hides_no_alert_and_moves_none(string edit)
    {
        var judges = Edits[edit].Judges;
        var edited = Edits[edit].Apply(Recordings.Lines("S1")).ToList();

        var told = Told(FinalAlerts.Replay([.. Recordings.Lines("S0"), .. edited]));

        Assert.True(Expected.Value.Length > 20, $"only {Expected.Value.Length} alerts without an edit");
        var lost = Expected.Value.Except(told).ToArray();
        Assert.DoesNotContain(lost, l => !judges.Any(j => l.StartsWith(j + " ", StringComparison.Ordinal)));
        Assert.All(lost, l => Assert.Contains(told, t => t.Contains(Principal(l), StringComparison.Ordinal)));
    }

    [Fact]
    public void There_are_as_many_edits_as_the_threat_model_names()
    {
        var page = File.ReadAllText(Checkout.PathOf("docs/threat-model.md"));

        Assert.True(Edits.Count >= 30, $"{Edits.Count} edits");
        Assert.All(Edits.Keys, name => Assert.Contains(name.Split(" (")[0], page, StringComparison.Ordinal));
    }

    private static string Principal(string line) => line.Split(' ').First(w => w.StartsWith("Principal=", StringComparison.Ordinal));

    /// <summary>Rule and the entities that no client chooses.</summary>
    private static string[] Told(FinalAlerts alerts) =>
        [
            .. alerts
                .Standing.Where(a => a.Level is "medium" or "high" or "critical")
                .Select(Line)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static string Line(Alert alert) => alert.Title + string.Concat(Attested.Select(k => alert.Entities[k] is { } v ? $" {k}={v}" : ""));
}
