using System.Buffers.Binary;
using Streams.Engine.Hosting;
using Streams.Models.Scoring;
using Streams.Schemas.Avro;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
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

    /// <summary>Every form between our stages, under the number of a schema that this version does not know: set aside it would be lost to those that do.</summary>
    [Theory]
    [InlineData(1, false, true)]
    [InlineData(1, true, true)]
    [InlineData(100, false, true)]
    [InlineData(101, false, false)]
    [InlineData(2_000_000, false, false)]
    [InlineData(-1_000, false, false)]
    public void What_a_later_version_wrote_is_refused_and_left_where_it_is(int above, bool isWatermark, bool isRefused)
    {
        var value = new byte[64];
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), SchemaIds.Newest + above);
        foreach (var (topic, bind) in Bindings())
        {
            var context = new BindingContext(topic);
            var binding = bind(context);
            binding.Restored();
            var record = isWatermark ? context.Record(7, value, new KeyValuePair<string, byte[]>(WatermarkVector.Header, [1])) : context.Record(7, value);

            if (isRefused)
            {
                var refused = Assert.Throws<StateRefusedException>(() => binding.Process(record));
                Assert.Contains($"bears schema {SchemaIds.Newest + above}", refused.Message, StringComparison.Ordinal);
                Assert.Empty(context.Sent);
            }
            else
            {
                binding.Process(record);
                Assert.Equal("dlq", Assert.Single(context.Sent).Topic);
            }
        }
    }

    [Fact]
    public void Observe_buries_what_is_no_batch_of_observations()
    {
        var context = new BindingContext("observations");
        var binding = Observe(context);
        binding.Restored();

        binding.Process(context.Record(3, "{}"u8.ToArray()));

        var (topic, _, headers) = Assert.Single(context.Sent);
        Assert.Equal(("dlq", "malformed", "3"), (topic, headers["streams.reason"], headers["streams.offset"]));
    }

    private static IEnumerable<(string Topic, Func<BindingContext, IStageTask> Bind)> Bindings() =>
        [
            ("observations", Observe),
            ("signals", static c => new CorrelateBinding(c, new TopicNames(), RuleRegistry.Of(Plan), new NormaliseOptions(), Some.Shape, new PipelineStatus())),
        ];

    private static ObserveBinding Observe(BindingContext context) =>
        new(context, new TopicNames(), RuleRegistry.Of(Plan), new ObserveOptions(), Some.Shape, new Dictionary<string, INameScorer>(), new PipelineStatus());
}
