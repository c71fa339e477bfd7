using System.Globalization;
using Streams.Engine.Hosting;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Binding;

/// <summary>
/// Whoever may write into our own topics ends no stage with it and leaves no state behind that a restart cannot read: every record is taken in or a dead letter.
/// STREAMS_FUZZ sets the number of records for each topic.
/// </summary>
public sealed class PoisonTests
{
    private const string Inputs =
        Some.RulesAB
        + """
            title: c
            id: c
            name: c
            logsource: {product: linux, service: netfilter}
            detection: {x: {source.ip: 3.3.3.3}, condition: x}
            ---

            """;
    private const string Group = "group-by: [streams.pod], timespan: 10s";
    private static readonly int Records = int.TryParse(
        Environment.GetEnvironmentVariable("STREAMS_FUZZ"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : 20_000;

    [Theory]
    [InlineData("event_count", "condition: {gte: 2}")]
    [InlineData("value_count", "condition: {gte: 2, field: source.port}")]
    [InlineData("value_sum", "condition: {gte: 2, field: source.port}")]
    [InlineData("value_percentile", "condition: {gte: 2, field: source.port, percentile: 90}")]
    [InlineData("temporal_ordered", null)]
    [InlineData("temporal", null)]
    [InlineData("streams.absence", null)]
    public void Signals_that_are_out_of_range_end_nothing(string type, string? condition)
    {
        var rules = type is "event_count" or "value_count" or "value_sum" or "value_percentile" ? "[a]" : "[a, b]";
        var plan = Some.Plan(
            Inputs + $"title: it\nid: it\nlevel: low\ncorrelation: {{type: {type}, rules: {rules}, {Group}{(condition is null ? "" : ", " + condition)}}}\n"
        );
        var hashes = plan.Roots.Keys.ToArray();
        Attack(
            "signals",
            context => new CorrelateBinding(context, new TopicNames(), RuleRegistry.Of(plan), new NormaliseOptions(), Some.Shape, new PipelineStatus()),
            new Forger(17 + type.Length),
            forger => SignalCodec.Encode(forger.Signal(forger.Of(hashes)), forger.Writer)
        );
    }

    [Theory]
    [InlineData("streams.first_seen", "learning: 1s")]
    [InlineData("streams.rare", "timespan: 100s, learning: 20s, condition: {lte: 2}")]
    [InlineData("streams.beacon", "timespan: 100s, condition: {gte: 5}")]
    public void Observations_that_are_out_of_range_end_nothing(string type, string more)
    {
        var plan = Some.Plan(
            Some.QuietA
                + $"title: it\nid: it\nlevel: low\ncorrelation: {{type: {type}, rules: [a], group-by: [streams.workload], field: streams.destination, {more}}}\n"
        );
        CorrelationHash[] hashes = [.. RuleRegistry.Of(plan).Timeline.Features.Keys];
        Attack(
            "observations",
            context => Observe(context, plan),
            new Forger(23),
            forger =>
            {
                ObservationCodec.Begin(forger.Writer);
                ObservationCodec.Add(forger.Observation(forger.Of(hashes)), forger.Writer);
                return ObservationCodec.End(forger.Writer);
            }
        );
    }

    [Fact]
    public void Behaviours_that_are_out_of_range_end_nothing()
    {
        var plan = Some.Plan(
            Some.QuietA
                + "title: it\nid: it\nlevel: low\ncorrelation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {gte: 2}}\n"
        );
        Attack(
            "observations",
            context => Observe(context, plan),
            new Forger(29),
            forger =>
            {
                BehaviourCodec.Begin(forger.Writer);
                BehaviourCodec.Add(forger.Behaviour(), forger.Writer);
                return BehaviourCodec.End(forger.Writer);
            }
        );
    }

    [Fact]
    public void Facts_that_are_out_of_range_end_nothing()
    {
        var (forger, table) = (new Forger(31), new EntityTable([]));
        for (var i = 0; i < Records; i++)
        {
            if (EntityCodec.Decode(forger.Mutate(EntityCodec.Encode(forger.Fact(), forger.Writer))) is { } fact)
            {
                table.Learn(fact);
                table.FindPod(fact.Namespace, fact.Pod, forger.Time());
            }
        }
    }

    /// <summary>An alert that can be read can be written as JSON, which every sink does.</summary>
    [Fact]
    public void Alerts_that_are_out_of_range_cannot_be_read_or_can_be_written()
    {
        var (forger, read) = (new Forger(37), 0);
        for (var i = 0; i < Records; i++)
        {
            if (AlertCodec.Decode(forger.Mutate(AlertCodec.Encode(forger.Alert(), forger.Writer))) is { } alert)
            {
                read++;
                using var json = new System.Text.Json.Utf8JsonWriter(Stream.Null);
                AlertJson.Write(json, alert);
            }
        }

        Assert.True(read > Records / 20, $"{read} of {Records} could be read: the test says little");
    }

    private static ObserveBinding Observe(StageTaskContext context, RulePlan plan) =>
        new(context, new TopicNames(), RuleRegistry.Of(plan), new ObserveOptions(), Some.Shape, new Dictionary<string, INameScorer>(), new PipelineStatus());

    private static void Attack(string topic, Func<StageTaskContext, IStageTask> create, Forger forger, Func<Forger, byte[]> forge)
    {
        var store = new FakeStore();
        var context = new BindingContext(topic, store);
        var task = create(context);
        task.Restored();
        var (dead, taken) = (0, 0);
        for (var i = 1; i <= Records; i++)
        {
            var isWatermark = forger.One(5);
            var record = forger.Mutate(isWatermark ? WatermarkCodec.Encode(forger.Watermark(), forger.Writer) : forge(forger));
            try
            {
                task.Process(isWatermark ? context.Record(i, record, new KeyValuePair<string, byte[]>(WatermarkVector.Header, [])) : context.Record(i, record));
                if (i % (Records / 20) == 0)
                {
                    task.Tick(i);
                    task.Flush();
                    dead += context.Sent.Count(s => s.Topic == "dlq");
                    taken = i;
                    context = new BindingContext(topic, store);
                    task = create(context);
                    task.Restored();
                }
            }
            catch (StateRefusedException) when (LaterForm.Refuse(record) is not null)
            {
                // By chance the number of a schema that a later version may have added: left for it.
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"record {i}: {Convert.ToBase64String(record)}\n{e}");
            }
        }

        Assert.InRange(dead, taken / 20, taken - (taken / 20));
    }
}
