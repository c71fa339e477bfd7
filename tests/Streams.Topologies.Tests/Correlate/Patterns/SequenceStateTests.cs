using Streams.Schemas.Avro;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Tests.Correlate.Patterns;

/// <summary>The stored form of sequences.</summary>
public sealed class SequenceStateTests
{
    private const string Ordered =
        Some.RulesAB
        + "title: d\nid: d\nname: d\nlogsource: {product: linux, service: netfilter}\ndetection: {x: {source.ip: 3.3.3.3}, condition: x}\n---\n"
        + "title: it\nid: it\ncorrelation: {type: temporal_ordered, rules: [a, b, d], group-by: [streams.pod], timespan: 1m}\n";

    /// <summary>Before version 3 each step had the time at which its beginning began, and all signals of that.</summary>
    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void The_second_version_of_an_order_is_read_and_goes_on(double at, bool fires)
    {
        var plan = Some.Plan(Ordered);
        var model = new PatternModel(plan.Roots.Single(r => r.Value.Meta.Id == "it").Value, plan);
        PackedSignal Signal(string input, double time) => Packed(model, input, time);
        var writer = new AvroWriter();
        foreach (
            PackedSignal[] chain in (PackedSignal[][])
                [
                    [Signal("a", 0)],
                    [Signal("a", 0), Signal("b", 1)],
                    [],
                ]
        )
        {
            writer.Time(chain.Length == 0 ? default : Some.At(0));
            SignalBytes.Write(chain, writer);
        }

        var pattern = model.Create();
        var reader = new AvroReader(writer.ToArray());
        pattern.Read(ref reader, 2);

        Assert.Equal(fires ? 3 : null, pattern.Step(Signal("d", at))?.Signals.Length);
    }

    private static PackedSignal Packed(PatternModel model, string input, double at)
    {
        var packer = new SignalPacker();
        packer.Take(Some.Signal(new CorrelationHash("c"), input, at, $"{input}{at}"));
        return new PackedSignal(packer.Parts, model.Leaves, null);
    }
}
