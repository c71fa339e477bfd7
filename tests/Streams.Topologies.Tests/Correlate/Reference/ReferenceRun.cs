using System.Globalization;
using System.Text;
using Streams.Detections.Matching;
using Streams.Models.Scoring;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>A rule set over a random stream, in the order given, through the router and the stages B and C.</summary>
internal sealed class ReferenceRun : IObserveOutput
{
    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["c-0"] = EventSource.Container }, 1);
    private readonly Some.Alerts _alerts = new();
    private readonly CorrelateStage _stage;

    private ReferenceRun(RulePlan plan) => _stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Shape, CorrelateState.Volatile(), _alerts);

    /// <summary>The groups and times of the alerts that stand in the end.</summary>
    public static IEnumerable<string> Alerts(RulePlan plan, ReferenceEvent[] events)
    {
        var run = new ReferenceRun(plan);
        var observe = new ObserveStage(RuleRegistry.Of(plan), new ObserveOptions(), Shape, new Dictionary<string, INameScorer>(), ObserveState.Volatile(), run);
        var (view, router, verdict, parsed) = (new EventView(plan.Rules.Slots), new MatchRouter(plan), new Verdict(), new ParsedEvent());
        foreach (var e in events)
        {
            parsed.Reset(EventSource.Container);
            (parsed.Document, parsed.IsJson) = (Json(e), true);
            view.Set(parsed, new EntitySet());
            var matches = new List<int>();
            plan.Rules.Matcher.Match(view, matches);
            verdict.Clear();
            var evidence = new Evidence
            {
                EventId = string.Create(CultureInfo.InvariantCulture, $"e{e.Place:0000}"),
                Source = EventSource.Container,
                Time = Some.At(e.At),
                Provenance = new Provenance(e.Origin, 0, e.Place, e.Place),
                Excerpt = "",
            };
            matches.ForEach(match => router.Route(match, view, new EntitySet(), evidence, TimeSource.Record, 1, verdict));
            verdict.Signals.ForEach(run._stage.Process);
            verdict.Observations.ForEach(observe.Process);
        }

        observe.Process(Some.Watermark("c-0", EventSource.Container, 100_000, ("n", 100_000)));
        foreach (var upstream in (string[])["c-0", "observe-0"])
        {
            run._stage.Process(Some.Watermark("c-0", EventSource.Container, 100_000, ("n", 100_000)) with { Upstream = upstream }, _ => true);
        }

        return run._alerts.Standing.Select(a => $"{a.Group[0].Value} {(a.Time - Some.At(0)) / Some.Second}").Order(StringComparer.Ordinal);
    }

    void IObserveOutput.Signal(Signal signal) => _stage.Process(signal);

    void IObserveOutput.Unknown(Observation observation) => Assert.Fail(observation.Correlation.Text);

    void IObserveOutput.Features(FeatureVector vector) { }

    void IObserveOutput.Score(ModelScore score) { }

    private static byte[] Json(ReferenceEvent e) =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\"kind\":\"{e.Kind}\",\"group\":\"{e.Group}\",\"value\":{e.Value},\"origin\":\"{e.Origin}\"}}")
        );
}
