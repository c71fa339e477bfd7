using Streams.EndToEnd.Tests.Support;

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

    public static TheoryData<string> Names => [.. Edits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_edit_hides_no_alert_and_moves_none(string edit)
    {
        var judges = Edits[edit].Judges;
        var edited = Edits[edit].Apply(Recordings.Lines("S1")).ToList();

        var told = ToldAlerts.Of(FinalAlerts.Replay([.. Recordings.Lines("S0"), .. edited]));

        Assert.True(ToldAlerts.Expected.Value.Length > 20, $"only {ToldAlerts.Expected.Value.Length} alerts without an edit");
        var lost = ToldAlerts.Expected.Value.Except(told).ToArray();
        Assert.DoesNotContain(lost, l => !judges.Any(j => l.StartsWith(j + " ", StringComparison.Ordinal)));
        Assert.All(lost, l => Assert.Contains(told, t => t.Contains(ToldAlerts.Principal(l), StringComparison.Ordinal)));
    }

    [Fact]
    public void There_are_as_many_edits_as_the_threat_model_names()
    {
        var page = File.ReadAllText(Checkout.PathOf("docs/threat-model.md"));

        Assert.True(Edits.Count >= 30, $"{Edits.Count} edits");
        Assert.All(Edits.Keys, name => Assert.Contains(name.Split(" (")[0], page, StringComparison.Ordinal));
    }
}
