using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>One record of a raw topic, or one line of a file.</summary>
public readonly record struct RawRecord
{
    /// <summary>The bytes as shipped.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The record's key (node or container; not trusted), empty where there is none.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The Kafka time stamp or virtual append time in nanoseconds, or <see cref="Timestamp.Unknown"/>.</summary>
    public required Timestamp AppendTime { get; init; }

    /// <summary>The name of the file the line came from (CRI: <c>POD_NAMESPACE_CONTAINER-ID.log</c>), where it is known: a header or the file itself.</summary>
    public string? FileName { get; init; }
}
