using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>The layout of a signal in state, and the pieces of one, good as long as its bytes are. What the group's key says is left out.</summary>
internal readonly ref struct SignalParts
{
    private const int TimeSourceBits = 3;
    private const long TimeSourceMask = (1 << TimeSourceBits) - 1;

    /// <summary>The id of the rule that matched, UTF-8.</summary>
    public ReadOnlySpan<byte> Input { get; private init; }

    /// <summary>The value that is counted, UTF-8; empty: none.</summary>
    public ReadOnlySpan<byte> Value { get; private init; }

    /// <summary>Value, score and model (<see cref="PackedValue"/>).</summary>
    public ReadOnlySpan<byte> Head { get; private init; }

    /// <summary>The entities (<see cref="PackedEntities"/>).</summary>
    public ReadOnlySpan<byte> Entities { get; private init; }

    /// <summary>Evidence (<see cref="PackedEvidence"/>), and where its time comes from.</summary>
    public ReadOnlySpan<byte> Tail { get; private init; }

    /// <summary>The event's id.</summary>
    public EventKey Event { get; private init; }

    /// <summary>Where the event is from.</summary>
    public EventSource Source { get; private init; }

    /// <summary>How many events it stands for.</summary>
    public int Repeated { get; private init; }

    /// <summary>Its time.</summary>
    public Timestamp Time { get; private init; }

    /// <summary>Writes a signal that is on its topic.</summary>
    public static void Write(in SignalView signal, AvroWriter writer)
    {
        writer.Bytes(signal.Input);
        PackedValue.Write(signal, writer);
        PackedEntities.Write(signal.Entities, writer);
        PackedEvidence.Write(signal.Evidence, writer);
        writer.Long(Pack((long)signal.TimeSource, signal.Repeated));
    }

    /// <summary>Writes a signal of which the pieces are kept.</summary>
    public static void Write(string input, ReadOnlySpan<byte> head, ReadOnlySpan<byte> entities, ReadOnlySpan<byte> tail, AvroWriter writer)
    {
        writer.String(input);
        writer.Fixed(head);
        writer.Fixed(entities);
        writer.Fixed(tail);
    }

    /// <summary>Reads one signal.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static SignalParts Read(scoped ref AvroReader reader)
    {
        var input = reader.Bytes();
        var head = reader.Rest;
        var value = PackedValue.Read(ref reader);
        var entities = reader.Rest;
        PackedEntities.Skip(ref reader);
        var tail = reader.Rest;
        var evidence = PackedEvidence.Read(ref reader);
        return !TryUnpack(reader.Long(), out var repeated) || reader.Failed
            ? throw new InvalidDataException("a signal cannot be read")
            : new SignalParts
            {
                Input = input,
                Value = value.Value.Bytes,
                Head = head[..^entities.Length],
                Entities = entities[..^tail.Length],
                Tail = tail[..^reader.Remaining],
                Event = evidence.Event,
                Source = evidence.Source,
                Time = evidence.Time,
                Repeated = repeated,
            };
    }

    /// <summary>The input as one of those it can be.</summary>
    public string InputOf(string[] inputs)
    {
        foreach (var known in inputs)
        {
            if (Ascii.Equals(Input, known))
            {
                return known;
            }
        }

        return Encoding.UTF8.GetString(Input);
    }

    /// <summary>Where a time comes from and how many events the signal stands for, in one number; of one event it is the former alone, as it was always written.</summary>
    private static long Pack(long timeSource, long repeated) => timeSource | ((repeated - 1) << TimeSourceBits);

    private static bool TryUnpack(long packed, out int repeated)
    {
        repeated = (int)((packed >> TimeSourceBits) + 1);
        return packed >= 0 && packed >> TimeSourceBits < int.MaxValue && (packed & TimeSourceMask) <= (long)TimeSource.TimeBase;
    }
}
