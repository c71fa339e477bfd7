using Streams.Schemas.Avro;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>What a signal says beside its event, as state keeps it: good as long as its bytes are.</summary>
internal readonly ref struct PackedValue
{
    /// <summary>The value that the correlation counts.</summary>
    public OptionalText Value { get; private init; }

    /// <summary>A model's score; null: none.</summary>
    public double? Score { get; private init; }

    /// <summary>The model's name.</summary>
    public OptionalText Model { get; private init; }

    /// <summary>Reads it.</summary>
    public static PackedValue Read(scoped ref AvroReader reader) =>
        new()
        {
            Value = OptionalText.Read(ref reader),
            Score = reader.OptionalDouble(),
            Model = OptionalText.Read(ref reader),
        };

    /// <summary>Writes it.</summary>
    public static void Write(in SignalView signal, AvroWriter writer)
    {
        signal.Value.Write(writer);
        writer.OptionalDouble(signal.Score);
        signal.Model.Write(writer);
    }
}
