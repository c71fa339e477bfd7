using System.Text;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>
/// Reads the topic <c>rules</c>: to its end before the stages start, and on. Every process reads the same records, and so takes over the same sets at the same event times.
/// While no set stands in the topic, the rules of the directory apply.
/// </summary>
internal sealed class TopicRules : IAsyncDisposable
{
    /// <summary>So long after it was superseded a set is still loaded at a start, for a backlog of that age; the topic compacts nothing younger.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);
    private readonly TopicReader _reader;
    private readonly IReadOnlyList<RuleFile> _directory;
    private readonly ILogger _log;
    private readonly PublishedSets _sets = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private TopicRules(TopicReader reader, IReadOnlyList<RuleFile> directory, ILogger log) => (_reader, _directory, _log) = (reader, directory, log);

    /// <summary>Why the topic cannot be read; null while it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads the topic to its end and begins to follow it.</summary>
    /// <param name="kafka">How Kafka is reached.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="keeper">Takes the rules; its book has those of the directory.</param>
    /// <param name="directory">The rules that apply while the topic holds none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<TopicRules> StartAsync(
        KafkaOptions kafka,
        string topic,
        RuleKeeper keeper,
        IReadOnlyList<RuleFile> directory,
        TimeProvider time,
        ILogger log,
        CancellationToken cancel
    )
    {
        var rules = new TopicRules(new TopicReader(ReaderOptions(kafka, topic)), directory, log);
        var history = new List<(long EffectiveFrom, IReadOnlyList<RuleFile> Files)>();
        await foreach (var record in rules._reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (rules.Take(record) is { } effectiveFrom)
            {
                history.RemoveAll(h => h.EffectiveFrom >= effectiveFrom);
                history.Add((effectiveFrom, rules.Current()));
            }
        }

        var old = (time.GetUtcNow() - Memory).ToUnixTimeMilliseconds() * EventTime.Millisecond;
        var first = Math.Max(history.FindLastIndex(h => h.EffectiveFrom <= old), history.Count - RuleTimeline.MaxVersions);
        foreach (var (effectiveFrom, files) in history.Skip(first))
        {
            keeper.Offer($"the topic {topic}", files, effectiveFrom);
        }

        keeper.Book.Retire(old);
        rules._running = rules.RunAsync(topic, keeper);
        return rules;
    }

    /// <summary>How the topic is read: by an assigned consumer, read-committed, from its beginning.</summary>
    public static TopicReaderOptions ReaderOptions(KafkaOptions kafka, string topic) =>
        new()
        {
            BootstrapServers = kafka.Bootstrap,
            Topics = [topic],
            GroupId = $"{kafka.ApplicationPrefix}-rules",
            From = ReadFrom.Beginning,
            ClientProperties = kafka.Properties,
        };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _reader.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(string topic, RuleKeeper keeper)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                foreach (var record in await _reader.ReadBatchAsync().ConfigureAwait(false))
                {
                    if (Take(record) is { } effectiveFrom)
                    {
                        keeper.Offer($"the topic {topic}", Current(), effectiveFrom);
                    }
                }
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                // The broker is away for a while, or this is a bug: the rules stay as they are until it can be read on, and the service is not ready.
                Trouble = e.Message;
                Log.Unreadable(_log, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            Trouble = null;
        }
    }

    /// <summary>Takes in a record.</summary>
    /// <returns>The event time from which it counts; null where it is no rule set.</returns>
    private long? Take(TopicRecord record)
    {
        var (name, append) = (Encoding.UTF8.GetString(record.Key), record.TimestampMs * EventTime.Millisecond);
        if (record.Value is null)
        {
            _sets.Put(name, []);
            return append;
        }

        if (PublishedRulesCodec.Decode(record.Value) is not { } published)
        {
            Log.Undecodable(_log, record.Topic, record.Offset, name);
            return null;
        }

        _sets.Put(name, published.Files);
        return Math.Max(published.EffectiveFrom, append);
    }

    private IReadOnlyList<RuleFile> Current() => _sets.All() is { Count: > 0 } published ? published : _directory;
}
