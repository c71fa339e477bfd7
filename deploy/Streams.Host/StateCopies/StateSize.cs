namespace Streams.Host.StateCopies;

/// <summary>How much there is of one kind of state in one partition.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Input">The input.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Kind">The kind: <c>group</c>, <c>first</c> …</param>
/// <param name="Entries">The entries.</param>
/// <param name="Bytes">Their keys and values.</param>
internal sealed record StateSize(string Stage, string Input, int Partition, string Kind, long Entries, long Bytes);
