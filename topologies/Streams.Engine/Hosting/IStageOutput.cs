using Streams.Engine.Tracing;

namespace Streams.Engine.Hosting;

/// <summary>The outputs of a task. Everything sent belongs to the task's current transaction.</summary>
public interface IStageOutput
{
    /// <summary>Sends to an output topic; the key's hash chooses the partition (murmur2, as Java does). Null value is a tombstone.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="timestampMs">Its time; null: Kafka's.</param>
    /// <param name="origin">The raw record that it comes of, whose trace it bears on; null: the one that is worked on.</param>
    void Send(
        string topic,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null,
        RecordOrigin? origin = null
    );

    /// <summary>Sends to a named partition of an output topic, behind everything this task has sent there before.</summary>
    void SendTo(string topic, int partition, byte[] key, byte[]? value, IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null, long? timestampMs = null);

    /// <summary>The number of partitions of an output topic.</summary>
    int PartitionsOf(string topic);
}
