namespace Streams.Engine.Hosting;

/// <summary>The outputs of a task. Everything sent belongs to the task's current transaction.</summary>
public interface IStageOutput
{
    /// <summary>Sends to an output topic; the key's hash chooses the partition (murmur2, as Java does). Null value is a tombstone.</summary>
    void Send(string topic, byte[] key, byte[]? value, IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null, long? timestampMs = null);

    /// <summary>Sends to a named partition of an output topic, behind everything this task has sent there before.</summary>
    void SendTo(string topic, int partition, byte[] key, byte[]? value, IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null, long? timestampMs = null);

    /// <summary>The number of partitions of an output topic.</summary>
    int PartitionsOf(string topic);
}
