using System.Runtime.CompilerServices;
using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>
/// Reads topics for a sink, or a table to its end: read-committed, every partition assigned to this reader (or its share of them), in batches.
/// What is committed is only what was acknowledged, and all before it.
/// </summary>
/// <remarks>One caller at a time; calls block, so give it a thread or use <see cref="ReadBatchAsync"/>.</remarks>
public sealed class TopicReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Dictionary<TopicPartition, Acknowledgements> _partitions = [];

    /// <summary>Where partitions begin of which nothing was read yet.</summary>
    private readonly Dictionary<TopicPartition, long> _begins = [];
    private readonly TopicReaderOptions _options;
    private readonly ReadingThread _thread;

    /// <summary>Connects and assigns itself all partitions of the topics.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    /// <exception cref="MissingTopicException">A topic does not exist.</exception>
    public TopicReader(TopicReaderOptions options)
    {
        this._options = options;
        var builder = new ConsumerBuilder<byte[], byte[]>(ReaderConfig.Of(options)).SetLogHandler(static (_, _) => { });
        if (options.IsShared)
        {
            builder
                .SetPartitionsAssignedHandler((_, assigned) => Share(assigned))
                .SetPartitionsRevokedHandler((_, _) => Unshare())
                .SetPartitionsLostHandler((_, _) => Unshare());
        }

        _consumer = builder.Build();
        try
        {
            var places = new ReaderPlaces(_consumer, options).Find();
            if (options.IsShared)
            {
                _consumer.Subscribe(options.Topics);
            }
            else
            {
                _consumer.Assign(places);
                places.ForEach(p => _partitions.Add(p.TopicPartition, new Acknowledgements()));
                HasShare = true;
            }
        }
        catch
        {
            _consumer.Dispose();
            throw;
        }

        _thread = new ReadingThread($"read-{string.Join(',', options.Topics)}");
    }

    /// <summary>The partitions it reads, over all topics.</summary>
    public int Partitions => _partitions.Count;

    /// <summary>Whether it reads a partition now.</summary>
    public bool Reads(string topic, int partition) => _partitions.ContainsKey(new TopicPartition(topic, partition));

    /// <summary>Whether it has its share of the partitions; not while the group waits for a member, or parts them anew.</summary>
    public bool HasShare { get; private set; }

    /// <summary>Rises whenever the partitions that it reads have changed.</summary>
    public int Assignments { get; private set; }

    /// <summary>Stays a member of its group without reading anything; for who cannot go on for a while.</summary>
    public void KeepShare()
    {
        if (!_options.IsShared)
        {
            return;
        }

        var mine = _consumer.Assignment;
        _consumer.Pause(mine);
        // A paused consumer hands nothing out; the call answers the group's coordinator.
        if (_consumer.Consume(TimeSpan.Zero) is { } early)
        {
            _consumer.Seek(early.TopicPartitionOffset);
        }

        _consumer.Resume(_consumer.Assignment);
    }

    /// <summary>Leaves its share to the others of its group, for good.</summary>
    public void Leave()
    {
        if (!_options.IsShared)
        {
            return;
        }

        _consumer.Unsubscribe();
        Unshare();
    }

    /// <summary>Waits up to <paramref name="wait"/> for a first record and takes what else is there, at most <paramref name="most"/>.</summary>
    /// <exception cref="ConsumeException">The broker refuses to be read.</exception>
    public IReadOnlyList<TopicRecord> ReadBatch(TimeSpan wait, int most = 500)
    {
        var batch = new List<TopicRecord>();
        while (batch.Count < most && _consumer.Consume(batch.Count == 0 ? wait : TimeSpan.Zero) is { } read)
        {
            _partitions[read.TopicPartition].HandedOut(read.Offset.Value);
            var record = TopicRecord.Of(read);
            if (_options.Seals?.Refuse(read.Topic, record.Key, record.Value, record.Headers) is { } fault)
            {
                _options.Refused?.Invoke(record, fault);
                Acknowledge(record);
                continue;
            }

            batch.Add(record);
        }

        return batch;
    }

    /// <summary><see cref="ReadBatch"/> on the reader's own thread; an empty batch after a second of nothing.</summary>
    public Task<IReadOnlyList<TopicRecord>> ReadBatchAsync(int most = 500, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return _thread.RunAsync(() => ReadBatch(TimeSpan.FromSeconds(1), most));
    }

    /// <summary>Reads to the ends that the logs have now, a batch in memory at a time.</summary>
    public async IAsyncEnumerable<TopicRecord> ReadToEndAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in _partitions.Keys)
        {
            ends[partition] = await LogEnd.OfAsync(_consumer, partition, cancel).ConfigureAwait(false);
        }

        if (_options.From == ReadFrom.Acknowledged)
        {
            // The client has no position before the first record, and there may be none behind the acknowledged ones.
            foreach (var acknowledged in _consumer.Committed(Patience).Where(o => o.Offset.Value >= ends[o.TopicPartition]))
            {
                ends[acknowledged.TopicPartition] = 0;
            }
        }

        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var record in await _thread.RunAsync(() => ReadBatch(TimeSpan.FromMilliseconds(50), 10_000)).ConfigureAwait(false))
            {
                yield return record;
            }

            if (ends.All(e => e.Value == 0 || _consumer.Position(e.Key).Value >= e.Value || IsEmpty(e.Key, e.Value)))
            {
                yield break;
            }
        }
    }

    /// <summary>The other side has it. Records may be acknowledged in any order.</summary>
    /// <remarks>One of a partition that others read now is theirs to acknowledge.</remarks>
    public void Acknowledge(TopicRecord record)
    {
        if (_partitions.TryGetValue(new TopicPartition(record.Topic, record.Partition), out var acknowledged))
        {
            acknowledged.Acknowledge(record.Offset);
        }
    }

    /// <summary>Commits what is acknowledged without a gap; does nothing where that has not moved.</summary>
    /// <exception cref="KafkaException">The broker refused; the records come again after a restart.</exception>
    public void Commit()
    {
        List<TopicPartitionOffset>? offsets = null;
        foreach (var (partition, acknowledged) in _partitions)
        {
            if (acknowledged.TryGetCommit(out var offset))
            {
                (offsets ??= []).Add(new TopicPartitionOffset(partition, offset));
            }
        }

        if (offsets is null)
        {
            return;
        }

        _consumer.Commit(offsets);
        foreach (var offset in offsets)
        {
            _partitions[offset.TopicPartition].Committed();
        }
    }

    /// <summary>How many records are between the position and the end of the log, over all its partitions; null before it has its share and has heard where each ends.</summary>
    public long? Lag()
    {
        if (!HasShare)
        {
            return null;
        }

        long lag = 0;
        foreach (var partition in _partitions.Keys)
        {
            var high = _consumer.GetWatermarkOffsets(partition).High.Value;
            if (high < 0)
            {
                return null;
            }

            lag += Math.Max(0, high - Next(partition));
        }

        return lag;
    }

    /// <summary>How many records are not acknowledged yet, over all its partitions, by the ends that the brokers tell now.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public long Unacknowledged()
    {
        long count = 0;
        foreach (var (partition, acknowledged) in _partitions)
        {
            var ends = _consumer.QueryWatermarkOffsets(partition, Patience);
            var from = acknowledged.Next >= 0 ? acknowledged.Next : Next(partition);
            count += Math.Max(0, ends.High.Value - Math.Max(from, ends.Low.Value));
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _thread.Dispose();
        _consumer.Close();
        _consumer.Dispose();
    }

    /// <summary>The offset that is read next. The client has no position before the first record, and there may be none behind what was acknowledged before a restart.</summary>
    private long Next(TopicPartition partition)
    {
        var position = _consumer.Position(partition).Value;
        if (position >= 0)
        {
            return position;
        }

        if (!_begins.TryGetValue(partition, out var begin))
        {
            var committed = _options.From == ReadFrom.Acknowledged ? _consumer.Committed([partition], Patience)[0].Offset.Value : Offset.Unset.Value;
            _begins.Add(partition, begin = Math.Max(0, committed));
        }

        return begin;
    }

    private void Share(IReadOnlyList<TopicPartition> assigned)
    {
        _partitions.Clear();
        _begins.Clear();
        foreach (var partition in assigned)
        {
            _partitions[partition] = new Acknowledgements();
        }

        HasShare = true;
        Assignments++;
    }

    private void Unshare()
    {
        Share([]);
        HasShare = false;
    }

    private bool IsEmpty(TopicPartition partition, long end) => _consumer.GetWatermarkOffsets(partition).Low.Value >= end;
}
