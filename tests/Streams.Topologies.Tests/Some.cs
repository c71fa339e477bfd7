using System.Text;
using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests;

/// <summary>Builders for tests.</summary>
internal static class Some
{
    public const long Second = Timestamp.Second;

    /// <summary>Two kernel rules, <c>a</c> and <c>b</c>, to correlate; a document follows.</summary>
    public const string RulesAB = """
        title: a
        id: a
        name: a
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 1.1.1.1}, condition: x}
        ---
        title: b
        id: b
        name: b
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 2.2.2.2}, condition: x}
        ---

        """;

    /// <summary>A kernel rule, <c>a</c>, that does not alert of itself; a document follows.</summary>
    public const string QuietA = """
        title: a
        id: a
        name: a
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 1.1.1.1}, condition: x}
        streams: {alert: false}
        ---

        """;

    /// <summary>One raw partition, of kernel events.</summary>
    public static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["k-0"] = EventSource.Kernel }, 1);

    /// <summary>A time of day in the year of the tests, in nanoseconds.</summary>
    public static Timestamp At(double seconds) => new Timestamp(1_795_420_000 * Second + (long)(seconds * Second));

    public static Signal Signal(CorrelationHash correlation, string input, double at, string id, string group = "g", string? value = null) =>
        new()
        {
            Correlation = correlation,
            Input = input,
            Group = group,
            Value = value,
            Entities = new EntitySet { [EntityKind.Pod] = group },
            Evidence = new Evidence
            {
                EventId = id,
                Source = EventSource.Kernel,
                Time = At(at),
                Provenance = new Provenance("t", 0, 1, 1),
                Excerpt = id,
            },
            TimeSource = TimeSource.Record,
        };

    public static WatermarkVector Watermark(string origin, EventSource source, double frontier, params (string Node, double Highest)[] nodes) =>
        new(
            origin,
            [
                new OriginMark(
                    source,
                    origin,
                    At(frontier),
                    [.. nodes.Select(n => new NodeMark(n.Node, At(n.Highest), At(n.Highest), [new Segment(At(n.Highest), At(n.Highest), 1)]))]
                ),
            ]
        );

    public static RulePlan Plan(string yaml)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("test.yml", yaml));
        Assert.Empty(errors);
        var (plan, planErrors) = RulePlan.Of(rules);
        Assert.Empty(planErrors);
        return plan;
    }

    /// <summary>The content hash of the one correlation of a plan that is no plain rule.</summary>
    public static CorrelationHash Hash(RulePlan plan) => plan.Roots.Single(r => !r.Value.IsPlain).Key;

    public static RawRecord Record(string line, double append, string? file = null) =>
        new()
        {
            Value = Encoding.UTF8.GetBytes(line),
            AppendTime = At(append),
            FileName = file,
        };

    /// <summary>The alerts that stand, in their last state.</summary>
    public sealed class Alerts : ICorrelateOutput
    {
        public Dictionary<string, Alert> ById { get; } = new(StringComparer.Ordinal);

        public List<Alert> Written { get; } = [];

        public int BlindCount { get; private set; }

        public List<Signal> Unknown { get; } = [];

        public IEnumerable<Alert> Standing => ById.Values.Where(a => a.Status != AlertStatus.Superseded);

        public string[] Comparable() =>
            [
                .. Standing
                    .OrderBy(a => a.Id, StringComparer.Ordinal)
                    .Select(a => $"{a.Id} {a.Status} {a.Time} {a.FirstSeen} {a.LastSeen} {a.Count} {string.Join(',', a.Evidence.Select(e => e.EventId))}"),
            ];

        public void Alert(Alert alert)
        {
            ById[alert.Id] = alert;
            Written.Add(alert);
        }

        void ICorrelateOutput.Unknown(Signal signal) => Unknown.Add(signal);

        public void Blind(string ruleId) => BlindCount++;
    }
}
