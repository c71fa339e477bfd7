namespace Streams.EndToEnd.Tests.Bound;

/// <summary>A record of a topic in memory.</summary>
internal sealed record BoundRecord(string Topic, int Partition, byte[] Key, byte[]? Value, IReadOnlyList<KeyValuePair<string, byte[]>> Headers);
