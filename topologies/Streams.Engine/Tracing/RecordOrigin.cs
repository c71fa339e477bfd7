namespace Streams.Engine.Tracing;

/// <summary>The raw record that something comes of, however long afterwards.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset.</param>
public readonly record struct RecordOrigin(string Topic, int Partition, long Offset);
