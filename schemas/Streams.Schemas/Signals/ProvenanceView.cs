using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>A <see cref="Provenance"/> as it stands on a topic, read in place: good as long as its bytes are.</summary>
public readonly ref struct ProvenanceView
{
    /// <summary>The topic or the file, UTF-8.</summary>
    public ReadOnlySpan<byte> Origin { get; init; }

    /// <summary>Its partition.</summary>
    public int Partition { get; init; }

    /// <summary>The offset, or the line.</summary>
    public long Position { get; init; }

    /// <summary>The last one of the same event.</summary>
    public long LastPosition { get; init; }

    /// <summary>Reads one.</summary>
    internal static ProvenanceView Read(scoped ref AvroReader reader) =>
        new()
        {
            Origin = reader.Bytes(),
            Partition = reader.Int(),
            Position = reader.Long(),
            LastPosition = reader.Long(),
        };

    /// <summary>An object of its own.</summary>
    public Provenance ToProvenance() => new(Encoding.UTF8.GetString(Origin), Partition, Position, LastPosition);
}
