using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>One alert of each kind of rule, for documents and tests: nothing in them happened.</summary>
public static class SampleAlerts
{
    private static readonly Timestamp Time = new(1_796_000_000_138_000_001);

    public static IReadOnlyList<SinkAlert> All { get; } =
    [
        Sample(1, "each", "A command was run in a pod through the API", "high"),
        Sample(2, "event_count", "Many requests were refused", "medium", a => a with { Measure = new AlertMeasure(12, ">= 10"), Count = 12 }),
        Sample(3, "value_count", "Many paths were tried", "medium", a =>
            a with
            {
                Measure = new AlertMeasure(31, ">= 30"),
                Count = 31,
                Status = AlertStatus.Updated,
            }
        ),
        Sample(4, "value_avg", "Answers are large on average", "low", a => a with { Measure = new AlertMeasure(10_240.5, "> 8192") }),
        Sample(5, "temporal", "A shell and then a new destination", "critical"),
        Sample(6, "temporal_ordered", "A password was found and then used", "critical", a => a with { Status = AlertStatus.Closed }),
        Sample(7, "first_seen", "A principal used a verb for the first time", "medium", a => a with { NewValue = "escalate" }),
        Sample(8, "rare", "A destination that few workloads have", "low", a => a with { NewValue = "203.0.113.9:4444" }),
        Sample(9, "beacon", "Contacts at even intervals", "high", a => a with { Measure = new AlertMeasure(0.97, ">= 0.9"), NewValue = "203.0.113.9:443" }),
        Sample(10, "score", "Domain names that look generated", "high", a => a with { Score = new AlertScore(0.871235, "dga/1.0.0/0123456789ab") }),
        Sample(11, "absence", "A backup did not run", "medium", a =>
            a with
            {
                BlindSpots = ["journal of node-2 was silent"],
                Evidence = [],
                Status = AlertStatus.Superseded,
            }
        ),
        Sample(12, "gap", "A sensor of a node went silent", "high", a =>
            a with
            {
                Attack = ["T1562.001"],
                Status = AlertStatus.Renewed,
                News = ["node=node-2"],
                Previous = new string('0', 31) + "1",
            }
        ),
        Sample(13, "habit", "A principal reads secrets that it never read", "medium", a => a with { Score = new AlertScore(5.81, ""), Explanation =
                    new Explanation
                    {
                        Score = 5.81,
                        Threshold = 4,
                        Unit = ExplanationUnits.Nats,
                        Since = Time - (3_600 * Timestamp.Second),
                        Base = -1.2,
                        Items =
                        [
                            new ExplanationItem("secrets", 4.02, 4.02)
                            {
                                Text = "get secrets payments/hsm-pin",
                                Sightings = 83,
                                Once = 1,
                                Others = 0,
                            },
                            new ExplanationItem("secrets", 2.99, 2.99)
                            {
                                Text = "get secrets payments/ledger-key",
                                Sightings = 84,
                                Once = 2,
                                Others = 1,
                            },
                        ],
                        Counterfactual = "without get secrets payments/ledger-key: 2.82 < 4",
                    } }),
    ];

    private static SinkAlert Sample(int number, string kind, string title, string level, Func<Alert, Alert>? change = null) =>
        new(
            (change ?? (static a => a))(
                new Alert
                {
                    Id = number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
                    RuleId = $"00000000-0000-4000-8000-{number:x12}",
                    RuleSet = "sample",
                    Title = title,
                    Level = level,
                    Status = AlertStatus.Open,
                    Time = Time,
                    FirstSeen = Time - (30 * Timestamp.Second),
                    LastSeen = Time,
                    Count = 2,
                    Entities = new EntitySet
                    {
                        [EntityKind.Cluster] = "east",
                        [EntityKind.Node] = "node-1",
                        [EntityKind.Namespace] = "shop",
                        [EntityKind.Pod] = "api-7c9d-x2x4q",
                        [EntityKind.PodUid] = "7f0c1a52-8e1d-4c1c-9a34-0a5b6c7d8e9f",
                        [EntityKind.Workload] = "shop/api",
                        [EntityKind.Principal] = "system:serviceaccount:shop:api",
                        [EntityKind.SourceIp] = "10.244.0.20",
                    },
                    EntityValues = [new EntityValues(EntityKind.SourceIp, [new CountedValue("10.244.0.20", 2)], 0)],
                    Group = [new NamedValue("user.username", "system:serviceaccount:shop:api")],
                    Attack = ["T1609", "T1552.007"],
                    Sources = [EventSource.Audit, EventSource.Ebpf],
                    Evidence =
                    [
                        new Evidence
                        {
                            EventId = $"event-{number}",
                            Source = EventSource.Audit,
                            Time = Time,
                            Provenance = new Provenance("raw.audit", 0, 4711, 4711),
                            Excerpt = "system:serviceaccount:shop:api create /api/v1/namespaces/shop/pods/api-7c9d-x2x4q/exec 101",
                        },
                    ],
                    BlindSpots = [],
                    Tags = ["attack.execution", "attack.t1609"],
                    Description = $"A sample of a rule of the kind {kind}.",
                    References = ["https://example.org/runbook"],
                    FalsePositives = ["an administrator at work"],
                }
            ),
            Time.Milliseconds
        );
}
