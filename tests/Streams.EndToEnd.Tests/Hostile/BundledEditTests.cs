using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>
/// What an attacker writes into several sources at once hides no alert of level medium or above and moves none: a replay a bundle,
/// in which each edit has a source of its own (so that what is lost tells whose fault it is); clocks are of many sources, and alone.
/// </summary>
public sealed class BundledEditTests
{
    private static readonly Edit[][] Kinds =
    [
        [.. WebEdits.All],
        [.. TunnelEdits.All],
        [.. LoginEdits.All],
        [.. CommandEdits.All],
        [.. RequestEdits.All],
        [.. PacketEdits.All],
    ];

    private static Edit[][] Bundles =>
        [
            .. Enumerable.Range(0, Kinds.Max(k => k.Length)).Select(i => Kinds.Where(k => i < k.Length).Select(k => k[i]).ToArray()),
            .. ClockEdits.All.Select(e => new[] { e }),
        ];

    public static TheoryData<string> Names => [.. Bundles.Select(b => string.Join("; ", b.Select(e => e.Name)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Edits_of_several_sources_hide_no_alert_and_move_none(string names)
    {
        var bundle = Bundles.Single(b => string.Join("; ", b.Select(e => e.Name)) == names);
        var lines = Recordings.Lines("S1");
        foreach (var edit in bundle)
        {
            var edited = edit.Apply(lines).ToList();
            Assert.False(edited.SequenceEqual(lines), $"{edit.Name} changes nothing");
            lines = edited;
        }

        var told = ToldAlerts.Of(FinalAlerts.Replay([.. Recordings.Lines("S0"), .. lines]));

        Assert.True(ToldAlerts.Expected.Value.Length > 20, $"only {ToldAlerts.Expected.Value.Length} alerts without an edit");
        var lost = ToldAlerts.Expected.Value.Except(told).ToArray();
        var silent = lost.Where(l => bundle.Any(e => e.Judges.Any(j => l.StartsWith(j + " ", StringComparison.Ordinal)))).ToArray();
        Assert.True(lost.Length == silent.Length, string.Join('\n', lost.Except(silent)));
        Assert.All(silent, l => Assert.Contains(told, t => t.Contains(ToldAlerts.Principal(l), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_threat_model_names_them_all()
    {
        var page = File.ReadAllText(Checkout.PathOf("docs/threat-model.md"));

        Assert.All(Bundles.SelectMany(b => b), e => Assert.Contains(e.Name, page, StringComparison.Ordinal));
    }
}
