namespace Streams.Host.StateCopies;

/// <summary>How far a sink had delivered a partition of <c>alerts</c>.</summary>
/// <param name="Sink">The sink.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The first offset that it had not delivered.</param>
internal sealed record SinkPosition(string Sink, int Partition, long Offset);
