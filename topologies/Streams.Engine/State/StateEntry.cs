namespace Streams.Engine.State;

/// <summary>One committed entry of a task's state.</summary>
/// <param name="Partition">The input partition whose task owns it.</param>
/// <param name="Key">The key's bytes.</param>
/// <param name="Value">The value's bytes, as the stage wrote them.</param>
public sealed record StateEntry(int Partition, byte[] Key, byte[] Value);
