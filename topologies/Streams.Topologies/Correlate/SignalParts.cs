using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate;

/// <summary>The bytes of one signal as <see cref="SignalBytes"/> writes it, in pieces; good as long as they are.</summary>
internal readonly ref struct SignalParts
{
    /// <summary>The id of the rule that matched, UTF-8.</summary>
    public ReadOnlySpan<byte> Input { get; private init; }

    /// <summary>The value that is counted, UTF-8; empty: none.</summary>
    public ReadOnlySpan<byte> Value { get; private init; }

    /// <summary>Value, score and model.</summary>
    public ReadOnlySpan<byte> Head { get; private init; }

    /// <summary>The entities.</summary>
    public ReadOnlySpan<byte> Entities { get; private init; }

    /// <summary>Evidence, and where its time comes from.</summary>
    public ReadOnlySpan<byte> Tail { get; private init; }

    /// <summary>The event's id.</summary>
    public EventKey Event { get; private init; }

    /// <summary>Where the event is from.</summary>
    public EventSource Source { get; private init; }

    /// <summary>How many events it stands for.</summary>
    public int Repeated { get; private init; }

    /// <summary>Nanoseconds since the epoch.</summary>
    public long Time { get; private init; }

    /// <summary>Reads one signal.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static SignalParts Read(scoped ref AvroReader reader)
    {
        var input = reader.Bytes();
        var head = reader.Rest;
        reader.OptionalBytes(out var value);
        reader.OptionalDouble();
        reader.OptionalBytes(out _);
        var entities = reader.Rest;
        SignalBytes.SkipEntities(ref reader);
        var tail = reader.Rest;
        var (key, source, time) = (SignalBytes.ReadKey(ref reader), (EventSource)reader.Code(EventSources.Count), reader.Long());
        SignalBytes.SkipProvenance(ref reader);
        reader.Bytes();
        return !SignalBytes.TryUnpack(reader.Long(), out var repeated) || reader.Failed
            ? throw new InvalidDataException("a signal cannot be read")
            : new SignalParts
            {
                Input = input,
                Value = value,
                Head = head[..^entities.Length],
                Entities = entities[..^tail.Length],
                Tail = tail[..^reader.Remaining],
                Event = key,
                Source = source,
                Time = time,
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
}
