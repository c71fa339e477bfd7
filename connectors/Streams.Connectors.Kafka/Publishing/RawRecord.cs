namespace Streams.Connectors.Kafka.Publishing;

/// <summary>A record to publish.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">The key; null has none, and a partition is chosen at random.</param>
/// <param name="Value">The value; null is a tombstone.</param>
public sealed record RawRecord(string Topic, byte[]? Key, byte[]? Value)
{
    /// <summary>The record's time, ms since the epoch; null takes the time of sending.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>The partition; null lets the key choose (murmur2, as Java does).</summary>
    public int? Partition { get; init; }

    /// <summary>The headers.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Headers { get; init; } = [];

    internal long Size => 64 + (Key?.Length ?? 0) + (Value?.Length ?? 0);
}
