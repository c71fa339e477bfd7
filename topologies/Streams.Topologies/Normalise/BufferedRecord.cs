using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Topologies.Normalise;

/// <summary>A record that waits because it names a pod that is not known yet.</summary>
public sealed record BufferedRecord
{
    public required byte[] Value { get; init; }

    public required byte[] Key { get; init; }

    /// <summary>Its time.</summary>
    public required Timestamp AppendTime { get; init; }

    public string? FileName { get; init; }

    public required string Origin { get; init; }

    public required int Partition { get; init; }

    public required long Position { get; init; }

    /// <summary>The record as it came.</summary>
    public RawRecord ToRecord() =>
        new()
        {
            Value = Value,
            Key = Key,
            AppendTime = AppendTime,
            FileName = FileName,
        };

    /// <summary>Where it came from.</summary>
    public Provenance ToProvenance() => new(Origin, Partition, Position, Position);
}
