using Streams.Models.Scoring;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Schemas.Tests.Properties;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Entities;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.Tests.Correlate;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests;

/// <summary>New keys cost their number and no more, with room for all of them and with room for few: no table is looked through for each.</summary>
public sealed class StageGrowthTests
{
    private const int Least = 1_500;
    private const string Rules =
        Some.QuietA
        + """
            title: new
            id: new
            name: new
            correlation: {type: streams.first_seen, rules: [a], group-by: [streams.workload], field: streams.destination, learning: 60s}
            level: low
            """;

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(2L << 20)]
    public void Pods_cost_their_number(long room) =>
        Linear(keys =>
        {
            var table = new EntityTable([], new EntityTableOptions { MaxEntityBytes = room });
            for (var i = 0; i < keys; i++)
            {
                table.Learn(
                    new EntityFact
                    {
                        Namespace = "shop",
                        Pod = $"p-{i}",
                        ValidFrom = Some.At(i),
                        Ips = [$"10.{i / 62_500}.{i / 250 % 250}.{i % 250}"],
                        Rank = FactRank.Shipped,
                        Ended = i % 2 == 0,
                    }
                );
            }
        });

    [Fact]
    public void Addresses_of_one_pod() =>
        Linear(keys =>
        {
            var table = new EntityTable([]);
            for (var i = 0; i < keys; i++)
            {
                table.Learn(
                    new EntityFact
                    {
                        Namespace = "shop",
                        Pod = "web",
                        ValidFrom = Some.At(i),
                        Ips = [$"10.{i / 62_500}.{i / 250 % 250}.{i % 250}"],
                        Rank = FactRank.Shipped,
                    }
                );
            }
        });

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(500)]
    public void Groups_cost_their_number(int room) =>
        Linear(keys =>
        {
            var plan = Some.Plan(CorrelationStand.Count(3));
            var stage = new CorrelateStage(
                RuleRegistry.Of(plan),
                new TimeOptions(),
                "",
                Some.Shape,
                CorrelateState.Volatile(),
                new Some.Alerts(),
                room: new GroupRoomOptions { MaxGroups = room }
            );
            var hash = plan.Roots.Single(r => r.Value.Meta.Id == "many").Key;
            for (var i = 0; i < keys; i++)
            {
                stage.Process(Some.Signal(hash, "a", i / 1_000.0, $"e{i}", $"g{i}"));
            }

            CorrelationStand.Advance(stage, 10_000);
        });

    [Theory]
    [InlineData(100_000)]
    [InlineData(500)]
    public void Subjects_and_their_values(int room) =>
        Linear(keys =>
        {
            var plan = Some.Plan(Rules);
            var stage = new ObserveStage(
                RuleRegistry.Of(plan),
                new ObserveOptions { MaxSubjects = room, MaxValues = room },
                Some.Shape,
                new Dictionary<string, INameScorer>(),
                ObserveState.Volatile(),
                new Ignored()
            );
            var hash = Some.Hash(plan);
            for (var i = 0; i < keys; i++)
            {
                var signal = Some.Signal(hash, "a", i / 1_000.0, $"e{i}");
                stage.Process(
                    new Observation
                    {
                        Correlation = hash,
                        Subject = i % 2 == 0 ? $"w{i}" : "one",
                        Value = $"v{i}",
                        Signals = [signal],
                        Evidence = signal.Evidence,
                    }
                );
                if (i % 500 == 499)
                {
                    stage.Process(Some.Watermark("k-0", EventSource.Kernel, i / 1_000.0, ("n", i / 1_000.0)));
                }
            }
        });

    private static void Linear(Action<int> cost)
    {
        var excess = Growth.Excess(times => cost(times * Least));
        Assert.True(excess is null, $"{excess:F0} times as dear for {Growth.Factor} times the keys");
    }

    private sealed class Ignored : IObserveOutput
    {
        public void Signal(Signal signal) { }

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}
