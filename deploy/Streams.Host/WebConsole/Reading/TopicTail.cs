using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.WebConsole.Reading;

/// <summary>
/// Follows a topic from its last records on, read-committed, and keeps no place in it: another run reads them again. A broker that is away is asked again each second.
/// </summary>
internal sealed class TopicTail : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TopicReaderOptions _options;
    private readonly Action<TopicRecord> _take;
    private readonly Action _atEnd;
    private readonly Dictionary<(string Topic, int Partition), long> _next = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private TopicTail(TopicReaderOptions options, Action<TopicRecord> take, Action atEnd)
    {
        (_options, _take, _atEnd) = (options, take, atEnd);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Records that could not be shown.</summary>
    public long Unusable { get; private set; }

    /// <summary>Follows a topic.</summary>
    /// <param name="kafka">Where it is.</param>
    /// <param name="topic">Its name.</param>
    /// <param name="last">How many records of each partition are read at most before what comes from now on.</param>
    /// <param name="take">Gets each record, one after the other.</param>
    /// <param name="atEnd">Called when there was nothing more to read for a second.</param>
    public static TopicTail Follow(KafkaOptions kafka, string topic, int last, Action<TopicRecord> take, Action atEnd) =>
        new(kafka.Reader("console", topic) with { LastPerPartition = last }, take, atEnd);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var reader = new TopicReader(_options with { Offsets = new Dictionary<(string, int), long>(_next) });
                await ReadAsync(reader).ConfigureAwait(false);
            }
            catch (Exception e) when (e is KafkaException or InvalidOperationException)
            {
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A record that the console cannot show is the console's loss alone: the ones behind it are shown.</summary>
    private void Take(TopicRecord record)
    {
        try
        {
            _take(record);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Unusable++;
        }
    }

    private async Task ReadAsync(TopicReader reader)
    {
        while (!_stop.IsCancellationRequested)
        {
            var batch = await reader.ReadBatchAsync().ConfigureAwait(false);
            foreach (var record in batch)
            {
                Take(record);
                _next[(record.Topic, record.Partition)] = record.Offset + 1;
                reader.Acknowledge(record);
            }

            if (batch.Count == 0)
            {
                _atEnd();
            }
        }
    }
}
