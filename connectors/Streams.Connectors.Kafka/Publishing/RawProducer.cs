using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Publishing;

/// <summary>Publishes raw records, idempotently, waiting where the broker or a reading group is behind.</summary>
/// <remarks>One caller at a time. A failed delivery is thrown once, by the next call; nothing is lost silently.</remarks>
public sealed class RawProducer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FlushPause = TimeSpan.FromMilliseconds(2);
    private readonly RawProducerOptions _options;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]>? _group;
    private readonly ReaderLag _lag = new();
    private long _delivered;
    private Error? _failure;

    /// <summary>Connects; nothing is asked of the broker yet.</summary>
    public RawProducer(RawProducerOptions options)
    {
        this._options = options;
        var config = new ProducerConfig
        {
            BootstrapServers = options.BootstrapServers,
            Acks = Acks.All,
            EnableIdempotence = options.WaitForGroup is null,
            LingerMs = 5,
            MessageMaxBytes = 24 * 1024 * 1024, // the topic's limit decides, not the client's
            CompressionType = CompressionType.Lz4,
            Partitioner = Partitioner.Murmur2Random,
            QueueBufferingMaxKbytes = 64 * 1024,
            DeliveryReportFields = "none",
        };
        Pass(config);
        _producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
        if (options.WaitForGroup is { } name)
        {
            var reader = new ConsumerConfig
            {
                BootstrapServers = options.BootstrapServers,
                GroupId = name,
                EnableAutoCommit = false,
            };
            Pass(reader);
            _group = new ConsumerBuilder<byte[], byte[]>(reader).SetLogHandler(static (_, _) => { }).Build();
        }
    }

    /// <summary>The records that the broker has taken.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Hands one record to the client; waits while the queue is full or the group too far behind.</summary>
    /// <exception cref="KafkaException">An earlier record could not be delivered.</exception>
    public async ValueTask PublishAsync(RawRecord record, CancellationToken cancel = default)
    {
        while (_group is not null && _lag.Exceeds(_options.MaxAheadBytes, _options.MaxAheadRecords))
        {
            ThrowFailure();
            await CatchUpAsync(_group, cancel).ConfigureAwait(false);
        }

        ThrowFailure();
        var message = MessageOf(record);
        _options.Seals?.Seal(record.Topic, message);
        var to = new TopicPartition(record.Topic, record.Partition ?? Partition.Any);
        var size = record.Size;
        _lag.Sending(size);
        while (true)
        {
            try
            {
                _producer.Produce(to, message, report => OnDelivered(report, size));
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(5, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until everything is delivered.</summary>
    /// <exception cref="KafkaException">A record could not be delivered.</exception>
    public async Task FlushAsync(CancellationToken cancel = default)
    {
        while (_producer.Flush(TimeSpan.Zero) > 0)
        {
            // Not one call that blocks: a thread of the pool would be gone for as long as the broker takes.
            await Task.Delay(FlushPause, cancel).ConfigureAwait(false);
        }

        ThrowFailure();
    }

    /// <summary>Waits until the group has committed all that was published; only with <see cref="RawProducerOptions.WaitForGroup"/>.</summary>
    public async Task WaitForReadersAsync(CancellationToken cancel = default)
    {
        await FlushAsync(cancel).ConfigureAwait(false);
        while (_group is not null && _lag.Exceeds(0, 0))
        {
            await CatchUpAsync(_group, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _producer.Dispose();
        _group?.Dispose();
    }

    private static Message<byte[], byte[]> MessageOf(RawRecord record)
    {
        var message = new Message<byte[], byte[]> { Key = record.Key!, Value = record.Value! }; // null: no key, a tombstone
        if (record.TimestampMs is { } ms)
        {
            message.Timestamp = new Timestamp(ms, TimestampType.CreateTime);
        }

        if (record.Headers.Count > 0)
        {
            message.Headers = [];
            foreach (var (name, value) in record.Headers)
            {
                message.Headers.Add(name, value);
            }
        }

        return message;
    }

    private async Task CatchUpAsync(IConsumer<byte[], byte[]> reader, CancellationToken cancel)
    {
        await Task.Delay(10, cancel).ConfigureAwait(false);
        var partitions = _lag.Partitions();
        if (partitions.Count > 0)
        {
            var committed = await Task.Run(() => reader.Committed(partitions, Patience), cancel).ConfigureAwait(false);
            _lag.Committed(committed);
        }
    }

    private void OnDelivered(DeliveryReport<byte[], byte[]> report, long size)
    {
        if (_group is not null)
        {
            _lag.Delivered(report.TopicPartitionOffset, size, report.Error.IsError);
        }

        if (report.Error.IsError)
        {
            Interlocked.CompareExchange(ref _failure, report.Error, null);
        }
        else
        {
            Interlocked.Increment(ref _delivered);
        }
    }

    private void ThrowFailure()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } error)
        {
            throw new KafkaException(error);
        }
    }

    private void Pass(ClientConfig config)
    {
        foreach (var (name, value) in _options.ClientProperties)
        {
            config.Set(name, value);
        }
    }
}
