using Streams.Schemas.Avro;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>What a signal says beside its event, as state keeps it: good as long as its bytes are.</summary>
internal readonly ref struct PackedValue
{
    /// <summary>Stands first where an explanation does: no branch of an optional text, which stands there else, as it always did.</summary>
    private const byte Explained = 4;

    /// <summary>The value that the correlation counts.</summary>
    public OptionalText Value { get; private init; }

    /// <summary>A model's score; null: none.</summary>
    public double? Score { get; private init; }

    /// <summary>The model's name.</summary>
    public OptionalText Model { get; private init; }

    /// <summary>Why stage B found it, as bytes; empty: nothing is said.</summary>
    public ReadOnlySpan<byte> Explanation { get; private init; }

    /// <summary>Reads it.</summary>
    public static PackedValue Read(scoped ref AvroReader reader)
    {
        var explanation = default(ReadOnlySpan<byte>);
        if (reader.Rest is [Explained, ..])
        {
            reader.Fixed(1);
            explanation = reader.Bytes();
        }

        return new()
        {
            Explanation = explanation,
            Value = OptionalText.Read(ref reader),
            Score = reader.OptionalDouble(),
            Model = OptionalText.Read(ref reader),
        };
    }

    /// <summary>Writes it.</summary>
    public static void Write(in SignalView signal, AvroWriter writer)
    {
        if (signal.Explanation is { } explanation)
        {
            var bytes = new AvroWriter();
            ExplanationCodec.Write(explanation, bytes);
            writer.Fixed([Explained]);
            writer.Bytes(bytes.Written);
        }

        signal.Value.Write(writer);
        writer.OptionalDouble(signal.Score);
        signal.Model.Write(writer);
    }
}
