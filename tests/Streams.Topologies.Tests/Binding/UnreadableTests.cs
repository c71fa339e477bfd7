using Streams.Models.Scoring;
using Streams.Schemas.Avro;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Binding;

/// <summary>What one stage sends another and is none goes to the dead letters, and the rest goes on.</summary>
public sealed class UnreadableTests
{
    private static readonly RulePlan Plan = Some.Plan(
        Some.QuietA
            + """
            title: many
            id: many
            correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {gte: 1}}
            """
    );

    [Fact]
    public void Correlate_buries_what_is_no_signal_and_goes_on()
    {
        var context = new BindingContext("signals");
        var binding = new CorrelateBinding(context, new TopicNames(), RuleRegistry.Of(Plan), new NormaliseOptions(), Some.Shape, new PipelineStatus());
        binding.Restored();
        var signal = SignalCodec.Encode(Some.Signal(Some.Hash(Plan), "a", 1, "e1"), new AvroWriter());

        binding.Process(context.Record(7, signal[..^3]));
        binding.Process(context.Record(8, signal));

        var (topic, value, headers) = context.Sent[0];
        Assert.Equal(("dlq", signal.Length - 3), (topic, value!.Length));
        Assert.Equal(
            ("malformed", "signals", "2", "7"),
            (headers["streams.reason"], headers["streams.topic"], headers["streams.partition"], headers["streams.offset"])
        );
        Assert.Contains("no signal", headers["streams.detail"]);
        Assert.Equal("alerts", context.Sent[1].Topic);
        Assert.Equal(2, context.Sent.Count);
    }

    [Fact]
    public void Observe_buries_what_is_no_batch_of_observations()
    {
        var context = new BindingContext("observations");
        var binding = new ObserveBinding(
            context,
            new TopicNames(),
            RuleRegistry.Of(Plan),
            new ObserveOptions(),
            Some.Shape,
            new Dictionary<string, INameScorer>(),
            new PipelineStatus()
        );
        binding.Restored();

        binding.Process(context.Record(3, "{}"u8.ToArray()));

        var (topic, _, headers) = Assert.Single(context.Sent);
        Assert.Equal(("dlq", "malformed", "3"), (topic, headers["streams.reason"], headers["streams.offset"]));
    }
}
