using System.Globalization;
using System.Text;
using CsCheck;
using Streams.Detections.Matching;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Normalise;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>For each two types of correlation a chain and a shared detection, over random streams, in and out of order, with duplicates and equal times: the alerts are those of the reference.</summary>
public sealed class PairTests
{
    private const int Streams = 60;
    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["c-0"] = EventSource.Container }, 1);
    private static readonly string[] Types = ["event_count", "value_count", "value_sum", "temporal", "temporal_ordered"];

    private static readonly Gen<ReferenceEvent[]> Events = Gen.Select(
            Of(0, 0, 1, 2, 5, 11, 31),
            Of("a", "a", "b", "c", "ab", "bc"),
            Of("g", "g", "h"),
            Gen.Int[1, 3]
        )
        .Array[1, 24]
        .Select(steps =>
        {
            var at = 0;
            return steps.Select((s, i) => new ReferenceEvent(i, at += s.Item1, s.Item2, s.Item3, s.Item4)).ToArray();
        });

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
                    var expected = events
                        .GroupBy(e => e.Group)
                        .SelectMany(g => new ReferenceEvaluator([.. g]).Alerts(node).Select(t => $"{g.Key} {t}"))
                        .Order(StringComparer.Ordinal);
                    ReferenceEvent[] shuffled = [.. events, .. events.Where(e => (e.Place + seed) % 3 == 0)];
                    new Random(seed).Shuffle(shuffled);

                    Assert.Equal(string.Join(", ", expected), string.Join(", ", Run(plan, events)));
                    Assert.Equal(string.Join(", ", expected), string.Join(", ", Run(plan, shuffled)));
                },
                iter: Streams,
                threads: 1
            );
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Dictionary<string, ReferenceNode> Nodes()
    {
        var nodes = new Dictionary<string, ReferenceNode>(StringComparer.Ordinal);
        foreach (var inner in Types)
        {
            nodes.Add(inner, Of("it", inner, 20, "a", "b"));
            foreach (var outer in (string[])["event_count", "temporal", "temporal_ordered"])
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

    private static ReferenceNode Over(string type, params ReferenceNode[] inputs) => new("it", type, 40, 2, inputs);

    private static ReferenceNode Of(string name, string type, int timespan, string first, string second) =>
        type switch
        {
            "event_count" => new(name, type, timespan, 3, ReferenceNode.Rule(first)),
            "value_count" => new(name, type, timespan, 2, ReferenceNode.Rule(first)),
            "value_sum" => new(name, type, timespan, 5, ReferenceNode.Rule(first)),
            _ => new(name, type, timespan, 0, ReferenceNode.Rule(first), ReferenceNode.Rule(second)),
        };

    private static IEnumerable<string> Run(RulePlan plan, ReferenceEvent[] events)
    {
        var alerts = new Some.Alerts();
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Shape, CorrelateState.Volatile(), alerts);
        var (view, router, verdict, parsed) = (new EventView(plan.Rules.Slots), new MatchRouter(plan), new Verdict(), new ParsedEvent());
        foreach (var e in events)
        {
            parsed.Reset(EventSource.Container);
            (parsed.Document, parsed.IsJson) = (
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"kind\":\"{e.Kind}\",\"group\":\"{e.Group}\",\"value\":{e.Value}}}")),
                true
            );
            view.Set(parsed, new EntitySet());
            var matches = new List<int>();
            plan.Rules.Matcher.Match(view, matches);
            verdict.Clear();
            var evidence = new Evidence
            {
                EventId = $"e{e.Place}",
                Source = EventSource.Container,
                Time = Some.At(e.At),
                Provenance = new Provenance("t", 0, e.Place, e.Place),
                Excerpt = "",
            };
            matches.ForEach(match => router.Route(match, view, new EntitySet(), evidence, TimeSource.Record, 1, verdict));
            verdict.Signals.ForEach(stage.Process);
        }

        foreach (var upstream in (string[])["c-0", "observe-0"])
        {
            stage.Process(Some.Watermark("c-0", EventSource.Container, 100_000, ("n", 100_000)) with { Upstream = upstream }, _ => true);
        }

        return alerts.Standing.Select(a => $"{a.Group[0].Value} {(a.Time - Some.At(0)) / Some.Second}").Order(StringComparer.Ordinal);
    }
}
