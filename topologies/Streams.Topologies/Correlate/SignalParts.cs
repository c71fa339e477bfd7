using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate;

/// <summary>The bytes of one signal as <see cref="SignalBytes"/> writes it, in pieces; good as long as they are.</summary>
internal readonly ref struct SignalParts
{
    private SignalParts(ReadOnlySpan<byte> input, ReadOnlySpan<byte> head, ReadOnlySpan<byte> entities, ReadOnlySpan<byte> tail)
    {
        Input = input;
        Head = head;
        Entities = entities;
        Tail = tail;
    }

    /// <summary>The id of the rule that matched, UTF-8.</summary>
    public ReadOnlySpan<byte> Input { get; }

    /// <summary>Value, score and model.</summary>
    public ReadOnlySpan<byte> Head { get; }

    /// <summary>The entities.</summary>
    public ReadOnlySpan<byte> Entities { get; }

    /// <summary>Evidence, and where its time comes from.</summary>
    public ReadOnlySpan<byte> Tail { get; }

    /// <summary>Where the event is from, and its time.</summary>
    public (EventSource Source, long Time) Origin
    {
        get
        {
            var reader = new AvroReader(Tail);
            SignalBytes.ReadKey(ref reader);
            return ((EventSource)reader.Long(), reader.Long());
        }
    }

    /// <summary>Reads one signal.</summary>
    public static SignalParts Read(scoped ref AvroReader reader)
    {
        var input = reader.Bytes();
        var head = reader.Rest;
        reader.OptionalBytes(out _);
        reader.OptionalDouble();
        reader.OptionalBytes(out _);
        var entities = reader.Rest;
        SignalBytes.SkipEntities(ref reader);
        var tail = reader.Rest;
        SignalBytes.SkipEvidence(ref reader);
        reader.Long();
        return reader.Failed ? default : new SignalParts(input, head[..^entities.Length], entities[..^tail.Length], tail[..^reader.Remaining]);
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
