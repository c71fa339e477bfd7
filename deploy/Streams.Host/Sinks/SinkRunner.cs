using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;

namespace Streams.Host.Sinks;

/// <summary>
/// Reads <c>alerts</c> for one sink with a group of its own and commits only what is settled: delivered, a dead letter, or not this sink's.
/// At most one batch is in memory, the rest waits in Kafka. A sink with a bug ends the process.
/// </summary>
internal sealed class SinkRunner : IAsyncDisposable
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly IAlertSink _sink;
    private readonly SinkRunnerOptions _options;
    private readonly SinkSelection _selection;
    private readonly TopicReader _reader;
    private readonly RawProducer _producer;
    private readonly SinkDeadLetters _deadLetters;
    private readonly SinkDelivery _delivery;
    private readonly SinkTrouble _trouble;
    private readonly Func<TopicReader> _fromBeginning;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _restoredFor = -1;

    /// <summary>Records among the alerts that nobody of us wrote; the reader's thread fills it while a batch is read.</summary>
    private readonly Queue<(TopicRecord Record, string Fault)> _unsealed = new();

    /// <summary>What was read and is not settled yet.</summary>
    private IReadOnlyList<TopicRecord>? _pending;

    public SinkRunner(IAlertSink sink, KafkaOptions kafka, TopicNames topics, SinkRunnerOptions? options = null)
    {
        (_sink, _options) = (sink, options ?? new SinkRunnerOptions());
        Name = _options.Name ?? sink.Name;
        _selection = new SinkSelection(_options.Takes, _options.View);
        _trouble = new SinkTrouble(Name, _options.Log, _options.Time);
        var reading = kafka.Reader($"sink-{Name}", topics.Alerts) with { From = ReadFrom.Acknowledged };
        _reader = new TopicReader(reading with { IsShared = _options.IsShared, Refused = (record, fault) => _unsealed.Enqueue((record, fault)) });
        _fromBeginning = () => new TopicReader(reading with { From = ReadFrom.Beginning });
        _producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka.Bootstrap, ClientProperties = kafka.Properties });
        _deadLetters = new SinkDeadLetters(Name, _producer, topics.DeadLetters);
        _delivery = new SinkDelivery(Name, sink, _options, Counts, _deadLetters, _trouble, Look);
        _running = Task.Run(RunAsync);
    }

    /// <summary>The sink's name.</summary>
    public string Name { get; }

    /// <summary>What it has done.</summary>
    public SinkCounts Counts { get; } = new();

    /// <summary>Records not delivered yet; -1 while unknown.</summary>
    public long Backlog { get; private set; } = -1;

    /// <summary>When the oldest alert that the sink has in hand and has not delivered was written, milliseconds since the epoch; null while it has none.</summary>
    public long? UndeliveredSince { get; private set; }

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
                await StepAsync().ConfigureAwait(false);
            }
            catch (KafkaException e)
            {
                // Kafka did not answer a read, a dead letter or a commit: the same batch is offered again, and nothing behind it is read before it is settled.
                _trouble.Begin($"Kafka: {e.Message}");
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private async Task StepAsync()
    {
        var records = _pending ?? await _reader.ReadBatchAsync(BatchSize).ConfigureAwait(false);
        _pending = records;
        await BuryUnsealedAsync().ConfigureAwait(false);
        UndeliveredSince = records.Count > 0 ? records.Min(r => r.TimestampMs) : null;
        await RestoreAsync().ConfigureAwait(false);
        Backlog = _reader.Lag() is { } lag ? lag + records.Count : -1;
        IsIdle = Backlog == 0;
        if (records.Count > 0)
        {
            var batch = SinkBatch.Of(records, _selection);
            await DeliverAsync(batch).ConfigureAwait(false);
            if (batch.Later is { } later)
            {
                await LeaveAsync(later).ConfigureAwait(false);
            }
        }

        _pending = null;
        UndeliveredSince = null;
    }

    /// <summary>What a later version wrote is delivered by the processes of that version, or by this one when it is upgraded.</summary>
    private async Task LeaveAsync(string why)
    {
        _trouble.Begin($"{why}; until then this process delivers nothing more, others do");
        _reader.Leave();
        (Backlog, IsIdle) = (-1, false);
        await Task.Delay(Timeout.Infinite, _stop.Token).ConfigureAwait(false);
    }

    /// <summary>An alert that nobody of us wrote goes to the dead letters and to no sink.</summary>
    private async Task BuryUnsealedAsync()
    {
        while (_unsealed.TryPeek(out var next))
        {
            await _deadLetters.BuryAsync(next.Record, next.Fault, _stop.Token).ConfigureAwait(false);
            await _deadLetters.FlushAsync(_stop.Token).ConfigureAwait(false);
            Counts.Undecodable++;
            _unsealed.Dequeue();
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
                && !_selection.IsFolded(alert)
                && _selection.Seen(alert) is { } seen
            )
            {
                yield return new SinkAlert(seen, record.TimestampMs, record.Partition);
            }
        }
    }

    private async Task DeliverAsync(SinkBatch batch)
    {
        foreach (var record in batch.Undecodable)
        {
            await _deadLetters.BuryAsync(record, _stop.Token).ConfigureAwait(false);
            Counts.Undecodable++;
        }

        Counts.Folded += batch.Folded;
        using var traces = new SinkTraces(_options.Traces, Name, batch.Records);
        try
        {
            await _delivery.OfferAsync(batch.Alerts, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            // Also on the way to the end of the process: what is settled does not come again, so that no run of bad alerts stands in the way for ever.
            await SettleAsync(batch.Records, batch.RecordsBefore(_delivery.Settled)).ConfigureAwait(false);
        }
    }

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

    /// <summary>In a pause: stays a member of its group, and keeps the backlog true.</summary>
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
}
