using Streams.Models.Scoring;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Observe;

/// <summary>What waits for the watermark is bounded in bytes over all subjects: the earliest are judged early, and counted.</summary>
public sealed class BufferedFloodTests
{
    private const string Rules =
        Some.QuietA
        + """
            title: new
            id: new
            name: new
            correlation: {type: streams.first_seen, rules: [a], group-by: [streams.workload], field: streams.destination, learning: 60s}
            level: low
            """;

    [Fact]
    public void Observations_of_many_subjects_are_judged_early_where_there_is_no_room()
    {
        const int Flood = 5_000;
        var (state, plan) = (ObserveState.Volatile(), Some.Plan(Rules));
        var stage = new ObserveStage(
            RuleRegistry.Of(plan),
            new ObserveOptions { MaxBufferedBytes = 1 << 20 },
            Some.Shape,
            new Dictionary<string, INameScorer>(),
            state,
            new Ignored()
        );
        var hash = Some.Hash(plan);
        for (var i = 0; i < Flood; i++)
        {
            var signal = Some.Signal(hash, "a", i / 100.0, $"e{i}");
            stage.Process(
                new Observation
                {
                    Correlation = hash,
                    Subject = $"w{i}",
                    Value = new string('v', 500),
                    Signals = [signal],
                    Evidence = signal.Evidence,
                }
            );
        }

        var waiting = state.Buffered.Keys.Sum(k => state.Buffered.Get(k)!.Items.Count); // a listed key has a state
        Assert.InRange(waiting, 100, 1_000);
        Assert.Equal(Flood, waiting + stage.Counts.Overflow);
    }

    private sealed class Ignored : IObserveOutput
    {
        public void Signal(Signal signal) { }

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}
