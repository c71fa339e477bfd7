using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Connectors.Sinks.Delivery;
using Streams.Host.Configuration;
using Streams.Schemas.Alerts;
using Streams.Schemas.Parsing;
using Streams.Schemas.Redaction;
using Streams.Topologies.Binding;

namespace Streams.Host.Running;

/// <summary>
/// Reads <c>alerts</c> for one sink with a group of its own and commits only what the sink has delivered. Failures are of three kinds. Temporary: tried again with back-off;
/// at most one batch is in memory, the rest waits in Kafka. This alert is refused, or makes the sink fail where others do not: a dead letter, and on. Any other: a bug, which ends the process.
/// </summary>
internal sealed class SinkRunner : IAsyncDisposable
{
    /// <summary>So many alerts one after the other at which a sink fails are no alert's fault.</summary>
    private const int MostUnusable = 3;
    private const int BatchSize = 200;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly IAlertSink _sink;
    private readonly SinkRunnerOptions _options;
    private readonly TopicReader _reader;
    private readonly RawProducer _producer;
    private readonly SinkDeadLetters _deadLetters;
    private readonly SinkTrouble _trouble;
    private readonly Func<TopicReader> _fromBeginning;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _restoredFor = -1;
    private int _unusableInARow;
    private int _settled;

    /// <summary>What was read and is not settled yet.</summary>
    private IReadOnlyList<TopicRecord>? _pending;

    public SinkRunner(IAlertSink sink, KafkaOptions kafka, TopicNames topics, SinkRunnerOptions? options = null)
    {
        (_sink, _options) = (sink, options ?? new SinkRunnerOptions());
        _trouble = new SinkTrouble(sink.Name, _options.Log, _options.Time);
        var reading = new TopicReaderOptions
        {
            BootstrapServers = kafka.Bootstrap,
            Topics = [topics.Alerts],
            GroupId = $"{kafka.ApplicationPrefix}-sink-{sink.Name}",
            ClientProperties = kafka.Properties,
        };
        _reader = new TopicReader(reading with { IsShared = _options.IsShared });
        _fromBeginning = () => new TopicReader(reading with { From = ReadFrom.Beginning });
        _producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka.Bootstrap, ClientProperties = kafka.Properties });
        _deadLetters = new SinkDeadLetters(sink.Name, _producer, topics.DeadLetters);
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

    /// <summary>Alerts that a storm tells of in their place.</summary>
    public long Folded { get; private set; }

    /// <summary>Records of <c>alerts</c> that are none, and alerts at which the sink fails; they are in the dead letters.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Records not delivered yet; -1 while unknown.</summary>
    public long Backlog { get; private set; } = -1;

    /// <summary>Why the sink cannot be reached; null while it can.</summary>
    public string? Trouble => _trouble.Reason;

    /// <summary>Whether everything that is in the topic has been delivered.</summary>
    public bool IsIdle { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _reader.Dispose();
        _producer.Dispose();
        (_sink as IDisposable)?.Dispose();
        if (_sink is IAsyncDisposable sink)
        {
            await sink.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var records = _pending ?? await _reader.ReadBatchAsync(BatchSize).ConfigureAwait(false);
                _pending = records;
                await RestoreAsync().ConfigureAwait(false);
                Backlog = _reader.Lag() is { } lag ? lag + records.Count : -1;
                IsIdle = Backlog == 0;
                if (records.Count > 0)
                {
                    await DeliverAsync(records).ConfigureAwait(false);
                }

                _pending = null;
            }
            catch (KafkaException e)
            {
                // Kafka did not answer a read, a dead letter or a commit: the same batch is offered again, and nothing behind it is read before it is settled.
                _trouble.Begin($"Kafka: {e.Message}");
                await Task.Delay(FirstPause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _options.ProcessEnd.End($"the sink {Name} has a bug: {e}");
                return;
            }
        }
    }

    /// <summary>A sink that asks what is active is told whenever the partitions that this process delivers from have changed.</summary>
    private async Task RestoreAsync()
    {
        if (_sink is IRestoredAlertSink sink && _restoredFor != _reader.Assignments)
        {
            var assignments = _reader.Assignments;
            await sink.RestoreAsync(WrittenAsync(), _stop.Token).ConfigureAwait(false);
            _restoredFor = assignments;
        }
    }

    private async IAsyncEnumerable<SinkAlert> WrittenAsync()
    {
        if (_reader.Partitions == 0)
        {
            yield break;
        }

        using var reader = _fromBeginning();
        await foreach (var record in reader.ReadToEndAsync(_stop.Token).ConfigureAwait(false))
        {
            if (
                _reader.Reads(record.Topic, record.Partition)
                && record.Value is { } value
                && AlertCodec.Decode(value) is { } alert
                && _options.Takes(alert)
                && Seen(alert) is { } seen
            )
            {
                yield return new SinkAlert(seen, record.TimestampMs, record.Partition);
            }
        }
    }

    private async Task DeliverAsync(IReadOnlyList<TopicRecord> records)
    {
        var (alerts, places) = (new List<SinkAlert>(records.Count), new List<int>(records.Count));
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (record.Value is null)
            {
                continue;
            }

            if (AlertCodec.Decode(record.Value) is { } alert)
            {
                if (!_options.Takes(alert))
                {
                    Folded++;
                }
                else if (Seen(alert) is { } seen)
                {
                    places.Add(i);
                    alerts.Add(new SinkAlert(seen, record.TimestampMs, record.Partition));
                }
            }
            else
            {
                await _deadLetters.BuryAsync(record, _stop.Token).ConfigureAwait(false);
                Undecodable++;
            }
        }

        _settled = 0;
        try
        {
            await OfferAsync(alerts).ConfigureAwait(false);
        }
        finally
        {
            // Also on the way to the end of the process: what is settled does not come again, so that no run of bad alerts stands in the way for ever.
            await SettleAsync(records, _settled == alerts.Count ? records.Count : places[_settled]).ConfigureAwait(false);
        }
    }

    /// <summary>The alert as the sink gets it; null where it is routed elsewhere.</summary>
    private Alert? Seen(Alert alert) => _options.View is { } view ? view.Of(alert) : Redactor.Default.Redact(alert);

    private async Task SettleAsync(IReadOnlyList<TopicRecord> records, int count)
    {
        if (_stop.IsCancellationRequested && count == 0)
        {
            return;
        }

        await _deadLetters.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            _reader.Acknowledge(records[i]);
        }

        _reader.Commit();
    }

    /// <summary>Until the sink has them; an alert at which it fails is found by halves.</summary>
    private async Task OfferAsync(IReadOnlyList<SinkAlert> alerts)
    {
        try
        {
            var refused = await TryUntilTakenAsync(alerts).ConfigureAwait(false);
            foreach (var (alert, reason) in refused)
            {
                await _deadLetters.BuryAsync(alert.Alert, DeadReason.RefusedBySink, reason, _stop.Token).ConfigureAwait(false);
            }

            if (refused.Count > 0)
            {
                SinkLog.Refused(_options.Log, Name, refused.Count, refused[0].Reason);
            }

            (Delivered, Refused) = (Delivered + alerts.Count - refused.Count, Refused + refused.Count);
            _unusableInARow = alerts.Count > 0 ? 0 : _unusableInARow;
            _settled += alerts.Count;
        }
        catch (Exception e) when (!IsTemporary(e) && e is not KafkaException && !_stop.IsCancellationRequested)
        {
            if (alerts.Count > 1)
            {
                var half = alerts.Count / 2;
                await OfferAsync([.. alerts.Take(half)]).ConfigureAwait(false);
                await OfferAsync([.. alerts.Skip(half)]).ConfigureAwait(false);
                return;
            }

            if (++_unusableInARow >= MostUnusable)
            {
                throw;
            }

            SinkLog.Unusable(_options.Log, e, Name, alerts[0].Alert.Id);
            await _deadLetters.BuryAsync(alerts[0].Alert, DeadReason.UnusableBySink, $"{e.GetType().Name}: {e.Message}", _stop.Token).ConfigureAwait(false);
            Undecodable++;
            _settled++;
        }
    }

    private async Task<IReadOnlyList<RefusedAlert>> TryUntilTakenAsync(IReadOnlyList<SinkAlert> alerts)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var refused = await _sink.DeliverAsync(alerts, _stop.Token).ConfigureAwait(false);
                _trouble.End();
                return refused;
            }
            catch (Exception e) when (IsTemporary(e) && !_stop.IsCancellationRequested)
            {
                Retries++;
                _trouble.Begin(e.Message);
                await PauseAsync((e as TemporaryDeliveryException)?.RetryAfter is { } asked && asked > pause ? asked : pause).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits, stays a member of its group, and keeps the backlog true.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        for (var left = pause; left > TimeSpan.Zero && !_stop.IsCancellationRequested; left -= LookEvery)
        {
            await Task.Delay(left < LookEvery ? left : LookEvery, _options.Time, _stop.Token).ConfigureAwait(false);
            await Task.Run(Look, _stop.Token).ConfigureAwait(false);
        }
    }

    private void Look()
    {
        try
        {
            _reader.KeepShare();
            Backlog = _reader.Unacknowledged();
            IsIdle = false;
        }
        catch (KafkaException)
        {
            // The backlog stays as it was last seen; the sink's own trouble is what is told.
        }
    }

    private static bool IsTemporary(Exception e) => e is TemporaryDeliveryException or HttpRequestException or IOException or OperationCanceledException;
}
