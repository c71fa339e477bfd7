namespace Streams.Host.StateCopies;

/// <summary>A partition of a topic that is kept whole.</summary>
/// <param name="Topic">The topic, without the prefix.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Records">Its records.</param>
internal sealed record TopicCopy(string Topic, int Partition, CopyFile Records);
