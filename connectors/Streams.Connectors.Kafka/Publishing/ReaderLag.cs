using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Publishing;

/// <summary>What was delivered to each partition and is not committed by a group yet. Thread-safe.</summary>
internal sealed class ReaderLag
{
    private readonly Lock gate = new();
    private readonly Dictionary<TopicPartition, Ahead> partitions = [];
    private long inFlight;
    private int inFlightRecords;

    public void Sending(long size)
    {
        lock (gate)
        {
            inFlight += size;
            inFlightRecords++;
        }
    }

    public void Delivered(TopicPartitionOffset place, long size, bool failed)
    {
        lock (gate)
        {
            inFlight -= size;
            inFlightRecords--;
            if (failed)
            {
                return;
            }

            if (!partitions.TryGetValue(place.TopicPartition, out var ahead))
            {
                partitions[place.TopicPartition] = ahead = new Ahead();
            }

            ahead.Records.Enqueue((place.Offset.Value, size));
            ahead.Bytes += size;
        }
    }

    /// <summary>Takes out what a group has committed.</summary>
    public void Committed(IEnumerable<TopicPartitionOffset> offsets)
    {
        lock (gate)
        {
            foreach (var committed in offsets)
            {
                if (!partitions.TryGetValue(committed.TopicPartition, out var ahead))
                {
                    continue;
                }

                while (ahead.Records.TryPeek(out var first) && first.Offset < committed.Offset.Value)
                {
                    ahead.Records.Dequeue();
                    ahead.Bytes -= first.Size;
                }
            }
        }
    }

    public bool Exceeds(long bytes, long records)
    {
        lock (gate)
        {
            if (inFlight > bytes || inFlightRecords > records)
            {
                return true;
            }

            foreach (var ahead in partitions.Values)
            {
                // What is in flight may all go to this partition.
                if (ahead.Bytes + inFlight > bytes || ahead.Records.Count + inFlightRecords > records)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public List<TopicPartition> Partitions()
    {
        lock (gate)
        {
            return [.. partitions.Keys];
        }
    }

    private sealed class Ahead
    {
        public Queue<(long Offset, long Size)> Records { get; } = new();

        public long Bytes { get; set; }
    }
}
