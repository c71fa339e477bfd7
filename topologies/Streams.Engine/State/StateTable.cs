namespace Streams.Engine.State;

/// <summary>The committed state of one task of this process.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Input">The input topic that the task reads.</param>
/// <param name="Partition">The partition of it.</param>
/// <param name="Entries">How many entries; with RocksDB an estimate.</param>
/// <param name="Bytes">Their bytes; with RocksDB an estimate.</param>
public sealed record StateTable(string Stage, string Input, int Partition, long Entries, long Bytes);
