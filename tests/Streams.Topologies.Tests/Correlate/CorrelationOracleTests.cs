using System.Globalization;
using System.Text;
using Streams.Detections.Matching;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>The hand-written cases of <c>tests/oracles/correlations</c>, through stage C alone and through the whole pipeline that <c>replay</c> runs.</summary>
public sealed class CorrelationOracleTests
{
    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["c-0"] = EventSource.Container }, 1);

    [Fact]
    public void There_are_at_least_forty_cases() => Assert.True(CorrelationCase.All().Count() >= 40);

    [Theory]
    [MemberData(nameof(CorrelationCase.Names), MemberType = typeof(CorrelationCase))]
    public void Stage_alone(string name)
    {
        var @case = CorrelationCase.Of(name);
        var plan = Some.Plan(@case.Rules);
        var alerts = new Some.Alerts();
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Shape, CorrelateState.Volatile(), alerts);
        var observe = new ObserveStage(
            RuleRegistry.Of(plan),
            new ObserveOptions(),
            Shape,
            new Dictionary<string, INameScorer>(),
            ObserveState.Volatile(),
            new Findings(stage)
        );
        foreach (var verdict in Verdicts(plan, @case.Events))
        {
            verdict.Signals.ForEach(stage.Process);
            verdict.Observations.ForEach(observe.Process);
        }

        observe.Process(Some.Watermark("c-0", EventSource.Container, 500, ("n", 500)));
        foreach (var upstream in (string[])["c-0", "observe-0"])
        {
            stage.Process(Some.Watermark("c-0", EventSource.Container, 500, ("n", 500)) with { Upstream = upstream }, _ => true);
        }

        Same(@case, alerts.Standing);
    }

    [Theory]
    [MemberData(nameof(CorrelationCase.Names), MemberType = typeof(CorrelationCase))]
    public void Pipeline_of_replay(string name)
    {
        var @case = CorrelationCase.Of(name);
        var results = new Standing();
        var pipeline = new OfflinePipeline(
            Some.Plan(@case.Rules),
            new PipelineOptions(),
            [EventSource.Container],
            new Dictionary<string, INameScorer>(),
            results
        );
        var append = default(Timestamp);
        foreach (var (i, e) in @case.Events.Index())
        {
            append = Timestamp.Max(append, Some.At(e.At));
            var time = Some.At(e.At).ToDateTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            pipeline.Process(
                EventSource.Container,
                new RawRecord { Value = Encoding.UTF8.GetBytes($"{time}00Z stdout F {e.Json}"), AppendTime = new Timestamp(append.Nanoseconds) },
                new Provenance("f", -1, i, i)
            );
        }

        pipeline.Complete();

        Same(@case, results.ById.Values.Where(a => a.Status != AlertStatus.Superseded));
    }

    private static IEnumerable<Verdict> Verdicts(RulePlan plan, IReadOnlyList<(double At, string Json)> events)
    {
        var (view, router, entities, verdict, matches) = (
            new EventView(plan.Rules.Slots),
            new MatchRouter(plan),
            new EntitySet(),
            new Verdict(),
            new List<int>()
        );
        var parsed = new ParsedEvent();
        foreach (var (at, json) in events)
        {
            parsed.Reset(EventSource.Container);
            (parsed.Document, parsed.IsJson) = (Encoding.UTF8.GetBytes(json), true);
            view.Set(parsed, entities);
            matches.Clear();
            plan.Rules.Matcher.Match(view, matches);
            verdict.Clear();
            var evidence = new Evidence
            {
                EventId = $"{at} {json}",
                Source = EventSource.Container,
                Time = Some.At(at),
                Provenance = new Provenance("t", 0, 1, 1),
                Excerpt = json,
            };
            foreach (var match in matches)
            {
                router.Route(match, view, entities, evidence, TimeSource.Record, 1, verdict);
            }

            yield return verdict;
        }
    }

    private static void Same(CorrelationCase @case, IEnumerable<Alert> alerts)
    {
        var found = alerts.Select(a => (Time: (a.Time - Some.At(0)) / (double)Some.Second, a.Count)).OrderBy(a => a).ToArray();
        var expected = @case.Expected.Select(e => (e.Time, e.Count)).OrderBy(e => e).ToArray();

        Assert.Equal(expected.Select(e => $"{e.Time:0.000} {e.Count}"), found.Select(a => $"{a.Time:0.000} {a.Count}"));
    }

    private sealed class Findings(CorrelateStage stage) : IObserveOutput
    {
        public void Signal(Signal signal) => stage.Process(signal);

        public void Unknown(Observation observation) => Assert.Fail(observation.Correlation.Text);

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }

    private sealed class Standing : IOfflineResults
    {
        public Dictionary<string, Alert> ById { get; } = new(StringComparer.Ordinal);

        public void Alert(Alert alert) => ById[alert.Id] = alert;
    }
}
