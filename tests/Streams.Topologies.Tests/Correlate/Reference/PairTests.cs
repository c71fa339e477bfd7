using CsCheck;
using Streams.Detections.Correlations;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>For each two types of correlation a chain and a shared detection, over random streams, in and out of order, with duplicates and equal times: the alerts are those of the reference.</summary>
public sealed class PairTests
{
    private const int Streams = 40;
    private static readonly string[] Types =
    [
        "event_count",
        "value_count",
        "value_sum",
        "value_median",
        "temporal",
        "temporal_ordered",
        "streams.sequence",
        "streams.first_seen",
        "streams.new_pair",
        "streams.absence",
    ];

    private static readonly string[] Outer = ["event_count", "temporal", "temporal_ordered", "streams.sequence", "streams.absence"];

    /// <summary>Why a type is not in the table.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["value_avg"] = "the window of value_sum with another measure: the hand-written cases",
        ["value_percentile"] = "the window of value_median with another rank: the hand-written cases",
        ["streams.rare"] = "looks across groups: RareAndBeaconTests; another correlation reads its findings as it reads first_seen's",
        ["streams.beacon"] = "judged by intervals: IntervalsTests, RareAndBeaconTests; read as first_seen is",
        ["streams.gap"] = "reads no rules and is read by none: GapTests",
        ["streams.habit"] = "reads no rules: the tests of habits",
        ["streams.score"] = "counts names that a model scores, as value_count does values: the tests of scores",
    };

    private static readonly Gen<ReferenceEvent[]> Events = ReferenceStreams.Of("t");

    /// <summary>Every correlation alone, every chain, every pair over one detection.</summary>
    public static TheoryData<string> Rules() => [.. Nodes().Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Alerts_are_those_of_the_reference(string name)
    {
        var node = Nodes()[name];
        var plan = Some.Plan(node.Yaml());
        Gen.Select(Events, Gen.Int[0, int.MaxValue])
            .Sample(
                (events, seed) =>
                {
                    var expected = string.Join(", ", ReferenceStreams.Alerts(node, events));
                    ReferenceEvent[] shuffled = [.. events, .. events.Where(e => (e.Place + seed) % 3 == 0)];
                    new Random(seed).Shuffle(shuffled);

                    Assert.Equal(expected, string.Join(", ", ReferenceRun.Alerts(plan, events)));
                    Assert.Equal(expected, string.Join(", ", ReferenceRun.Alerts(plan, shuffled)));
                },
                iter: Streams,
                threads: 1
            );
    }

    [Fact]
    public void Every_type_is_in_the_table_or_has_a_reason_not_to_be() =>
        Assert.Equal(CorrelationTypes.Names.Order(StringComparer.Ordinal), Types.Concat(Elsewhere.Keys).Order(StringComparer.Ordinal));

    private static Dictionary<string, ReferenceNode> Nodes()
    {
        var nodes = new Dictionary<string, ReferenceNode>(StringComparer.Ordinal)
        {
            ["temporal by a condition"] = new("it", "temporal", 20, 0, ReferenceNode.Rule("a"), ReferenceNode.Rule("b"), ReferenceNode.Rule("c"))
            {
                Ways =
                [
                    ["a", "b"],
                    ["c", "b"],
                ],
            },
            ["temporal_ordered of three"] = new("it", "temporal_ordered", 20, 0, ReferenceNode.Rule("a"), ReferenceNode.Rule("b"), ReferenceNode.Rule("c")),
            ["streams.absence with until"] = Absence("it", 20, 7),
            ["streams.absence of a count, with until"] = new("it", "streams.absence", 20, 0, Of("inner", "event_count", 20, "a", "b"), ReferenceNode.Rule("c"))
            {
                Until = 7,
            },
        };
        foreach (var inner in Types)
        {
            if (inner != "streams.new_pair")
            {
                nodes.Add(inner, Of("it", inner, 20, "a", "b")); // the alerts of a pair are grouped by the pair
            }

            foreach (var outer in Outer)
            {
                var below = Of("inner", inner, 20, "a", "b");
                nodes.Add($"{outer} over {inner}, then c", Over(outer, below, ReferenceNode.Rule("c")));
                nodes.Add($"{outer} over {inner} behind c", Over(outer, ReferenceNode.Rule("c"), below));
                nodes.Add($"{outer} over {inner} and its own rule", Over(outer, ReferenceNode.Rule("a"), below));
                nodes.Add($"{outer} over {inner} before its own rule", Over(outer, below, ReferenceNode.Rule("a")));
                foreach (var other in Types)
                {
                    nodes.Add($"{outer} over {inner} and {other} of one rule", Over(outer, below, Of("other", other, 30, "a", "c")));
                }
            }

            nodes.Add($"event_count over {inner} alone", new ReferenceNode("it", "event_count", 60, 2, Of("inner", inner, 10, "a", "b")));
        }

        return nodes;
    }

    private static ReferenceNode Over(string type, params ReferenceNode[] inputs) =>
        type == "streams.sequence"
            ? new("it", type, 40, 0, inputs[0], ReferenceNode.Rule("b"), inputs[1]) { Runs = [1, 0, 1] }
            : new("it", type, 40, 2, inputs);

    private static ReferenceNode Of(string name, string type, int timespan, string first, string second) =>
        type switch
        {
            "event_count" => new(name, type, timespan, 3, ReferenceNode.Rule(first)),
            "value_count" or "value_median" => new(name, type, timespan, 2, ReferenceNode.Rule(first)),
            "value_sum" => new(name, type, timespan, 5, ReferenceNode.Rule(first)),
            "streams.first_seen" or "streams.new_pair" => new(name, type, timespan, 0, ReferenceNode.Rule(first)) { Learning = 3 },
            "streams.sequence" => new(name, type, timespan, 0, ReferenceNode.Rule(first), ReferenceNode.Rule(second)) { Runs = [2, 1] },
            "streams.absence" => Absence(name, timespan, 0, first, second),
            _ => new(name, type, timespan, 0, ReferenceNode.Rule(first), ReferenceNode.Rule(second)),
        };

    private static ReferenceNode Absence(string name, int timespan, int until, string first = "a", string second = "b") =>
        new(name, "streams.absence", timespan, 0, ReferenceNode.Rule(first), ReferenceNode.Rule(second)) { Until = until };
}
