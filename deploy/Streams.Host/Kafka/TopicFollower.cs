using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;

namespace Streams.Host.Kafka;

/// <summary>
/// A topic that every process reads whole: to its end before it begins its work, and on. A broker that is away is asked again each second and told of once;
/// what was read stays in force.
/// </summary>
/// <param name="options">How the topic is read.</param>
/// <param name="away">Told once when the topic can no longer be read, with the reason; told of each bug that is passed over.</param>
internal sealed class TopicFollower(TopicReaderOptions options, Action<string> away) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TopicReader _reader = new(options);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Why the topic cannot be read; null while it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Its partitions, once it was read to its end.</summary>
    public int Partitions => _reader.Partitions;

    /// <summary>Reads it to its end. Nothing is left behind where that fails.</summary>
    /// <param name="take">Gets each record.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ReadToEndAsync(Action<TopicRecord> take, CancellationToken cancel)
    {
        try
        {
            await foreach (var record in _reader.ReadToEndAsync(cancel).ConfigureAwait(false))
            {
                take(record);
            }
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Follows it from there. A record at which we fail must not end every process of the installation: it is told of, and what comes behind it is taken.</summary>
    /// <param name="take">Gets what comes, in batches; one that is empty now and then.</param>
    public void Follow(Action<IReadOnlyList<TopicRecord>> take) => Follow(take, bug =>
        {
            away(bug.ToString());
            return true;
        });

    /// <summary>Follows it from there.</summary>
    /// <param name="take">Gets what comes, in batches; one that is empty now and then.</param>
    /// <param name="failed">Gets a bug met while taking records in; answers whether to go on behind them.</param>
    public void Follow(Action<IReadOnlyList<TopicRecord>> take, Func<Exception, bool> failed) => _running = RunAsync(take, failed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _reader.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Action<IReadOnlyList<TopicRecord>> take, Func<Exception, bool> failed)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                take(await _reader.ReadBatchAsync().ConfigureAwait(false));
                Trouble = null;
            }
            catch (KafkaException e)
            {
                if (Trouble is null)
                {
                    away(e.Message);
                }

                Trouble = e.Message;
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception bug)
            {
                if (!failed(bug))
                {
                    return;
                }

                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
