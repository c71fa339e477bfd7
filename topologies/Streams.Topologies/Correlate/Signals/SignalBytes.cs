using Streams.Schemas.Avro;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>Signals in state, one after the other (<see cref="SignalParts"/>).</summary>
internal static class SignalBytes
{
    /// <summary>Writes signals and their number.</summary>
    public static void Write(ReadOnlySpan<PackedSignal> signals, AvroWriter writer)
    {
        writer.Long(signals.Length);
        foreach (var signal in signals)
        {
            signal.Write(writer);
        }
    }

    /// <summary>Writes a signal, or that there is none.</summary>
    public static void WriteOptional(PackedSignal? signal, AvroWriter writer)
    {
        writer.Boolean(signal is not null);
        signal?.Write(writer);
    }

    /// <summary>Reads signals.</summary>
    public static PackedSignal[] Read(ref AvroReader reader, string[] inputs)
    {
        var signals = new PackedSignal[CountOf(ref reader)];
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = ReadOne(ref reader, inputs, i > 0 ? signals[i - 1].Entities : null);
        }

        return signals;
    }

    /// <summary>Reads how many signals follow.</summary>
    /// <exception cref="InvalidDataException">More than there are bytes.</exception>
    public static int CountOf(ref AvroReader reader)
    {
        var count = reader.Long();
        return count >= 0 && count <= reader.Remaining ? (int)count : throw new InvalidDataException("signals cannot be read");
    }

    /// <summary>Reads a signal; null where there was none.</summary>
    public static PackedSignal? ReadOptional(ref AvroReader reader, string[] inputs) => reader.Boolean() ? ReadOne(ref reader, inputs, null) : null;

    private static PackedSignal ReadOne(ref AvroReader reader, string[] inputs, byte[]? entities) => new(SignalParts.Read(ref reader), inputs, entities);
}
