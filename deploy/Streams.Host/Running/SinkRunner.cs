using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;

namespace Streams.Host.Running;

/// <summary>
/// Reads <c>alerts</c> for one sink with a group of its own and commits only what the sink has delivered. A sink that is down is tried again with back-off:
/// at most one batch is in memory, the rest waits in Kafka.
/// </summary>
internal sealed class SinkRunner : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly IAlertSink _sink;
    private readonly TopicReader _reader;
    private readonly RawProducer _deadLetters;
    private readonly string _deadLetterTopic;
    private readonly Func<TopicReader> _fromBeginning;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SinkRunner(IAlertSink sink, KafkaOptions kafka, TopicNames topics)
    {
        (_sink, _deadLetterTopic) = (sink, topics.DeadLetters);
        var reading = new TopicReaderOptions
        {
            BootstrapServers = kafka.Bootstrap,
            Topics = [topics.Alerts],
            GroupId = $"{kafka.ApplicationPrefix}-sink-{sink.Name}",
            ClientProperties = kafka.Properties,
        };
        _reader = new TopicReader(reading);
        _fromBeginning = () => new TopicReader(reading with { From = ReadFrom.Beginning });
        _deadLetters = new RawProducer(new RawProducerOptions { BootstrapServers = kafka.Bootstrap, ClientProperties = kafka.Properties });
        _running = Task.Run(RunAsync);
    }

    /// <summary>The sink's name.</summary>
    public string Name => _sink.Name;

    /// <summary>Alerts delivered.</summary>
    public long Delivered { get; private set; }

    /// <summary>Batches that had to be tried again.</summary>
    public long Retries { get; private set; }

    /// <summary>Alerts refused for good.</summary>
    public long Refused { get; private set; }

    /// <summary>Records of <c>alerts</c> that are none; they are in the dead letters.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Records not delivered yet; -1 while unknown.</summary>
    public long Backlog { get; private set; } = -1;

    /// <summary>Why the sink cannot be reached; null while it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether everything that is in the topic has been delivered.</summary>
    public bool IsIdle { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _reader.Dispose();
        _deadLetters.Dispose();
        (_sink as IDisposable)?.Dispose();
        if (_sink is IAsyncDisposable sink)
        {
            await sink.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var restored = _sink is not IRestoredAlertSink;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (!restored)
                {
                    await ((IRestoredAlertSink)_sink).RestoreAsync(WrittenAsync(), _stop.Token).ConfigureAwait(false);
                    restored = true;
                }

                var records = await _reader.ReadBatchAsync(200).ConfigureAwait(false);
                Backlog = _reader.Lag() + records.Count;
                IsIdle = Backlog == 0;
                if (records.Count > 0 && !await DeliverAsync(records).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (Confluent.Kafka.KafkaException e)
            {
                // Kafka did not answer a read or a commit: what was delivered stays acknowledged and is committed with the next batch.
                Trouble = e.Message;
                await Task.Delay(FirstPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>What is in the topic now, for a sink that asks what is active.</summary>
    private async IAsyncEnumerable<SinkAlert> WrittenAsync()
    {
        using var reader = _fromBeginning();
        await foreach (var record in reader.ReadToEndAsync(_stop.Token).ConfigureAwait(false))
        {
            if (record.Value is { } value && AlertCodec.Decode(value) is { } alert)
            {
                yield return new SinkAlert(alert, record.TimestampMs);
            }
        }
    }

    private async Task<bool> DeliverAsync(IReadOnlyList<TopicRecord> records)
    {
        var (alerts, undecodable) = (new List<SinkAlert>(records.Count), new List<TopicRecord>());
        foreach (var record in records)
        {
            if (record.Value is not { } value)
            {
                continue;
            }

            if (AlertCodec.Decode(value) is { } alert)
            {
                alerts.Add(new SinkAlert(alert, record.TimestampMs));
            }
            else
            {
                undecodable.Add(record);
            }
        }

        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var refused = await _sink.DeliverAsync(alerts, _stop.Token).ConfigureAwait(false);
                await BuryAsync(refused, undecodable).ConfigureAwait(false);
                (Delivered, Refused, Trouble) = (Delivered + alerts.Count - refused.Count, Refused + refused.Count, null);
                Undecodable += undecodable.Count;
                break;
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                (Retries, Trouble) = (Retries + 1, e.Message);
                await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        foreach (var record in records)
        {
            _reader.Acknowledge(record);
        }

        _reader.Commit();
        return true;
    }

    private async Task BuryAsync(IReadOnlyList<RefusedAlert> refused, IReadOnlyList<TopicRecord> undecodable)
    {
        foreach (var (alert, reason) in refused)
        {
            await BuryAsync(Encoding.UTF8.GetBytes(alert.Alert.Id), Encoding.UTF8.GetBytes(AlertJson.Serialize(alert.Alert)), "refused_by_sink", $"{_sink.Name}: {reason}").ConfigureAwait(false);
        }

        foreach (var record in undecodable)
        {
            await BuryAsync(record.Key ?? [], record.Value!, "not_an_alert", $"{_sink.Name}: {record.Topic}[{record.Partition}]@{record.Offset} is no alert in Avro").ConfigureAwait(false); // only records with a value are collected
        }

        if (refused.Count + undecodable.Count > 0)
        {
            await _deadLetters.FlushAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private async Task BuryAsync(byte[] key, byte[] value, string reason, string detail) => await _deadLetters.PublishAsync(
        new RawRecord(_deadLetterTopic, key, value)
        {
            Headers = [new(RecordHeaders.Reason, Encoding.UTF8.GetBytes(reason)), new(RecordHeaders.Detail, Encoding.UTF8.GetBytes(detail)), new(RecordHeaders.Parser, "alert"u8.ToArray())],
        },
        _stop.Token).ConfigureAwait(false);
}
