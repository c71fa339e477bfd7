using System.Globalization;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Binding;

/// <summary>Records that are nearly right: seeded, the same each time.</summary>
internal sealed class Forger(int seed)
{
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
    private readonly Random _random = new(seed);
    private int _number;

    public AvroWriter Writer { get; } = new();

    public bool One(int of) => _random.Next(of) == 0;

    public T Of<T>(T[] of) => of[_random.Next(of.Length)];

    public long Number(long ordinary) => One(12) ? Of(Extremes) : ordinary;

    public Timestamp Time() => new Timestamp(Number(Some.At(_random.NextDouble() * 100).Nanoseconds));

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

    public Signal Signal(CorrelationHash correlation) =>
        new()
        {
            Correlation = One(50) ? new CorrelationHash(Text("none")) : correlation,
            Input = Text(Of(["a", "b", "it"])),
            Group = Text("g"),
            Value = One(2) ? null : Text("4"),
            Score = Score(),
            Model = One(3) ? Text("model") : null,
            Entities = Entities(),
            Evidence = Evidence(),
            TimeSource = (TimeSource)(One(30) ? (int)Of(Extremes) : (int)TimeSource.Record),
        };

    public Observation Observation(CorrelationHash correlation) =>
        new()
        {
            Correlation = One(50) ? new CorrelationHash(Text("none")) : correlation,
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
