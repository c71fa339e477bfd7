using CsCheck;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>What a group keeps of a signal is the whole signal, whichever way it came.</summary>
public sealed class SignalPackerTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char['a', 'z'], 0, 12], Gen.Const("größe → 🐳"), Gen.Const(new string('x', 300)));
    private static readonly Gen<string> EventId = Gen.OneOf(
        Gen.ULong.Select(Gen.ULong, (a, b) => $"{a:x16}{b:x16}"),
        Gen.Const("ABCDEF00112233445566778899aabbcc"),
        Text
    );

    private static readonly Gen<Signal> Signals =
        from ids in Gen.Select(Text, Gen.Char['a', 'c'], EventId)
        from value in Gen.OneOf(Text.Select(t => (string?)t), Gen.Const((string?)null))
        from score in Gen.OneOf(Gen.Double[0, 1].Select(d => (double?)d), Gen.Const((double?)null))
        from entities in Text.Array[EntityKinds.Count]
        from has in Gen.Bool.Array[EntityKinds.Count]
        from numbers in Gen.Select(
            Gen.Long[-7_260_000_000_000_000_000, 7_260_000_000_000_000_000],
            Gen.Int[0, 100],
            Gen.Long[0, long.MaxValue / 2],
            Gen.Long[0, 10_000],
            Gen.Int[1, 100_000]
        )
        from explained in Gen.Bool
        select new Signal
        {
            Explanation = explained ? Why(numbers.Item1, ids.Item1) : null,
            Correlation = new CorrelationHash("0123456789abcdef"),
            Group = ids.Item1,
            Input = $"{ids.Item2}",
            Value = value,
            Score = score,
            Model = score is null ? null : "dga/1/ab",
            Entities = Entities(entities, has),
            Evidence = new Evidence
            {
                EventId = ids.Item3,
                Source = EventSource.Audit,
                Time = new Timestamp(numbers.Item1),
                Provenance = new Provenance("raw.audit", numbers.Item2, numbers.Item3, numbers.Item3 + numbers.Item4),
                Excerpt = ids.Item1,
            },
            TimeSource = TimeSource.Record,
            Repeated = numbers.Item5,
        };

    [Fact]
    public void From_its_bytes_and_from_the_object_is_the_same()
    {
        var (fromBytes, fromObject) = (new SignalPacker(), new SignalPacker());
        Signals.Sample(
            signal =>
            {
                Assert.True(fromBytes.Take(SignalCodec.Encode(signal, new AvroWriter())));
                fromObject.Take(signal);

                Assert.Equal(signal.Correlation.Text, fromBytes.Correlation.ToString());
                Assert.Equal(signal.Correlation.Text + signal.Group, fromBytes.Key.ToString());
                Assert.Equal(fromObject.Key.ToString(), fromBytes.Key.ToString());
                Assert.Equal(Bytes(new PackedSignal(fromObject.Parts, ["a"], null)), Bytes(new PackedSignal(fromBytes.Parts, ["a"], null)));
            },
            threads: 1
        );
    }

    [Fact]
    public void Packed_says_what_the_signal_says_also_after_it_was_stored()
    {
        var packer = new SignalPacker();
        Signals.Sample(
            signal =>
            {
                packer.Take(signal);
                var packed = new PackedSignal(packer.Parts, ["a", "b"], null);
                var reader = new AvroReader(Bytes(packed));
                foreach (var kept in (PackedSignal[])[packed, new PackedSignal(SignalParts.Read(ref reader), ["a", "b"], packed.Entities)])
                {
                    Assert.Equal((signal.Time, signal.Input, signal.Value, signal.Evidence.Source), (kept.Time, kept.Input, kept.Value, kept.Source));
                    Assert.Equal(signal.Repeated, kept.Repeated);
                    Assert.Equal((signal.Score, signal.Model), kept.Score);
                    Assert.Equal(Bytes(signal.Explanation), Bytes(kept.Explanation));
                    Assert.Equal(signal.Evidence, kept.ReadEvidence());
                    Assert.Equal(signal.Evidence.EventId, kept.Event.ToString());
                    Assert.Equal(packed.Id, kept.Id);
                    for (var kind = 0; kind < EntityKinds.Count; kind++)
                    {
                        Assert.Equal(signal.Entities[(EntityKind)kind], kept.ReadEntities()[(EntityKind)kind]);
                    }
                }
            },
            threads: 1
        );
    }

    [Fact]
    public void Bytes_cut_off_anywhere_are_no_signal()
    {
        var (packer, whole) = (
            new SignalPacker(),
            SignalCodec.Encode(Some.Signal(new CorrelationHash("0123456789abcdef"), "a", 1, "e1", value: "v"), new AvroWriter())
        );

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(packer.Take(whole.AsSpan(0, length)), $"{length} of {whole.Length} bytes");
        }
    }

    private static byte[] Bytes(PackedSignal signal)
    {
        var writer = new AvroWriter();
        signal.Write(writer);
        return writer.ToArray();
    }

    private static EntitySet Entities(string[] values, bool[] has)
    {
        var entities = new EntitySet();
        for (var kind = 0; kind < values.Length; kind++)
        {
            entities[(EntityKind)kind] = has[kind] ? values[kind] : null;
        }

        return entities;
    }

    private static Explanation Why(long number, string text) =>
        new()
        {
            Score = number,
            Threshold = 4,
            Unit = ExplanationUnits.Nats,
            Since = new Timestamp(number),
            Items = [new ExplanationItem("acts", 1, 2) { Text = text, Sightings = 3 }, new ExplanationItem("flows", 1, 2) { Typical = 4 }],
            Counterfactual = text,
        };

    private static byte[] Bytes(Explanation? explanation)
    {
        var writer = new AvroWriter();
        ExplanationCodec.WriteOptional(explanation, writer);
        return writer.ToArray();
    }
}
