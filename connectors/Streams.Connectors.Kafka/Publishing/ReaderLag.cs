using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Publishing;

/// <summary>What was delivered to each partition and is not committed by a group yet. Thread-safe.</summary>
internal sealed class ReaderLag
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TopicPartition, Ahead> _partitions = [];
    private long _inFlight;
    private int _inFlightRecords;

    public void Sending(long size)
    {
        lock (_gate)
        {
            _inFlight += size;
            _inFlightRecords++;
        }
    }

    public void Delivered(TopicPartitionOffset place, long size, bool failed)
    {
        lock (_gate)
        {
            _inFlight -= size;
            _inFlightRecords--;
            if (failed)
            {
                return;
            }

            if (!_partitions.TryGetValue(place.TopicPartition, out var ahead))
            {
                _partitions[place.TopicPartition] = ahead = new Ahead();
            }

            ahead.Records.Enqueue((place.Offset.Value, size));
            ahead.Bytes += size;
        }
    }

    /// <summary>Takes out what a group has committed.</summary>
    public void Committed(IEnumerable<TopicPartitionOffset> offsets)
    {
        lock (_gate)
        {
            foreach (var committed in offsets)
            {
                if (!_partitions.TryGetValue(committed.TopicPartition, out var ahead))
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
        lock (_gate)
        {
            if (_inFlight > bytes || _inFlightRecords > records)
            {
                return true;
            }

            foreach (var ahead in _partitions.Values)
            {
                // What is in flight may all go to this partition.
                if (ahead.Bytes + _inFlight > bytes || ahead.Records.Count + _inFlightRecords > records)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public List<TopicPartition> Partitions()
    {
        lock (_gate)
        {
            return [.. _partitions.Keys];
        }
    }

    private sealed class Ahead
    {
        public Queue<(long Offset, long Size)> Records { get; } = new();

        public long Bytes { get; set; }
    }
}
