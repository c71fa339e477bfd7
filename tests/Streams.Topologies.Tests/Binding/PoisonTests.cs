using System.Globalization;
using Streams.Engine.Hosting;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

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
    private static readonly long[] Extremes =
    [
        0,
        1,
        -1,
        63,
        64,
        int.MaxValue,
        (long)int.MaxValue + 1,
        int.MinValue,
        long.MaxValue,
        long.MinValue,
        long.MinValue + 1,
        7_260_000_000_000_000_000,
        -7_260_000_000_000_000_000,
    ];
    private static readonly string[] Texts =
    [
        "",
        "\u001f",
        "a\u001fb\u001fc\u001fd\u001fe",
        "\u001d7",
        "g\u001e0",
        "\0",
        "=",
        " ",
        "-",
        "\ufffd",
        new string('x', 3_000),
        "9999999999999999999999",
    ];

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
        string[] hashes = [.. RuleRegistry.Of(plan).Timeline.Features.Keys];
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
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"record {i}: {Convert.ToBase64String(record)}\n{e}");
            }
        }

        Assert.InRange(dead, taken / 20, taken - (taken / 20));
    }

    /// <summary>Records that are nearly right: seeded, the same each time.</summary>
    private sealed class Forger(int seed)
    {
        private readonly Random _random = new(seed);
        private int _number;

        public AvroWriter Writer { get; } = new();

        public bool One(int of) => _random.Next(of) == 0;

        public T Of<T>(T[] of) => of[_random.Next(of.Length)];

        public long Number(long ordinary) => One(12) ? Of(Extremes) : ordinary;

        public long Time() => Number(Some.At(_random.NextDouble() * 100));

        public string Text(string ordinary) => One(10) ? Of(Texts) : ordinary + (One(2) ? "" : _random.Next(20).ToString(CultureInfo.InvariantCulture));

        public double? Score() =>
            One(3) ? null
            : One(8) ? Of([double.NaN, double.PositiveInfinity, double.MinValue, double.MaxValue])
            : _random.NextDouble();

        public Evidence Evidence() =>
            new()
            {
                EventId = Text($"event-{_number++}"),
                Source = (EventSource)(One(20) ? (int)Of(Extremes) : (int)EventSource.Kernel),
                Time = Time(),
                Provenance = new Provenance(Text("raw.kernel"), (int)Number(0), Number(_number), Number(_number)),
                Excerpt = Text("excerpt"),
            };

        public Signal Signal(string correlation) =>
            new()
            {
                Correlation = One(50) ? Text("none") : correlation,
                Input = Text(Of(["a", "b", "it"])),
                Group = Text("g"),
                Value = One(2) ? null : Text("4"),
                Score = Score(),
                Model = One(3) ? Text("model") : null,
                Entities = Entities(),
                Evidence = Evidence(),
                TimeSource = (TimeSource)(One(30) ? (int)Of(Extremes) : (int)TimeSource.Record),
            };

        public Observation Observation(string correlation) =>
            new()
            {
                Correlation = One(50) ? Text("none") : correlation,
                Subject = Text("w"),
                Value = One(10) ? "" : Text("v"),
                Evidence = Evidence(),
                Signals = One(3) ? [] : [Signal(correlation)],
            };

        public Behaviour Behaviour() =>
            new()
            {
                Class = (int)(
                    One(10) ? Of(Extremes)
                    : One(10) ? Streams.Schemas.Behaviours.Behaviour.RollOut
                    : _random.Next(8)
                ),
                Cluster = "",
                Entity = Text("shop/web"),
                Value = Text("value"),
                Act = One(2) ? null : Text("get"),
                Workload = One(2) ? null : Text("shop/web"),
                Detail = One(2) ? null : Text("1"),
                Traits = (BehaviourTraits)(int)Number(_random.Next(4)),
                Entities = Entities(),
                Evidence = Evidence(),
                TimeSource = (TimeSource)(One(30) ? (int)Of(Extremes) : (int)TimeSource.Record),
            };

        public EntityFact Fact() =>
            new()
            {
                ValidFrom = Time(),
                Namespace = Text("shop"),
                Pod = Text("web"),
                PodUid = One(2) ? null : Text("u"),
                Node = One(2) ? null : Text("n"),
                Ips = [Text("10.0.0.1"), Text("10.0.0.2")],
                ContainerIds = [Text("0123456789abcdef")],
                Owner = One(2) ? null : Text("web"),
                Ended = One(4),
                Rank = (FactRank)(One(10) ? (int)Of(Extremes) : _random.Next(4)),
                EndExpected = One(2) ? null : Time(),
            };

        public Alert Alert() =>
            new()
            {
                Id = Text("id"),
                RuleId = Text("rule"),
                Title = Text("title"),
                Level = One(20) ? Text("level") : "high",
                Status = (AlertStatus)(One(20) ? (int)Of(Extremes) : _random.Next(4)),
                Time = Time(),
                FirstSeen = Time(),
                LastSeen = Time(),
                Count = Number(3),
                Entities = Entities(),
                Attack = [Text("attack.t1003")],
                BlindSpots = [],
                Sources = [(EventSource)(One(20) ? (int)Of(Extremes) : _random.Next(6))],
                Evidence = [Evidence()],
                Score = Score() is { } score ? new AlertScore(score, Text("model")) : null,
            };

        public WatermarkVector Watermark() =>
            new(
                Upstream(),
                [
                    new OriginMark(
                        (EventSource)(One(20) ? (int)Of(Extremes) : (int)EventSource.Kernel),
                        One(10) ? Text("raw") : "k-0",
                        Time(),
                        [new NodeMark(Text("n"), Time(), Time(), [new Segment(Time(), Time(), Number(1))])]
                    ),
                ]
            );

        /// <summary>Half of them are left as they are; of the others bytes are changed, cut off, put in or replaced by the encoding of an extreme number.</summary>
        public byte[] Mutate(byte[] record)
        {
            if (One(2))
            {
                return record;
            }

            var bytes = new List<byte>(record);
            for (var rounds = _random.Next(1, 4); rounds > 0 && bytes.Count > 0; rounds--)
            {
                var at = _random.Next(bytes.Count);
                switch (_random.Next(4))
                {
                    case 0:
                        bytes[at] = (byte)_random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, Math.Min(_random.Next(1, 12), bytes.Count - at));
                        break;
                    case 2:
                        Writer.Clear();
                        Writer.Long(Of(Extremes));
                        bytes.InsertRange(at, Writer.Written);
                        break;
                    default:
                        Writer.Clear();
                        Writer.Long(Of(Extremes));
                        bytes.RemoveAt(at);
                        bytes.InsertRange(at, Writer.Written);
                        break;
                }
            }

            return [.. bytes];
        }

        private string Upstream() => One(20) ? Text("upstream") : Of(["k-0", PipelineShape.Observe(0)]);

        private EntitySet Entities() =>
            new()
            {
                [EntityKind.Pod] = Text("pod"),
                [EntityKind.Principal] = Text("someone"),
                [EntityKind.Workload] = Text("shop/web"),
            };
    }
}
