using System.Text;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Signing;
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
    private readonly TopicFollower _topic;
    private readonly IReadOnlyList<RuleFile> _directory;
    private readonly ILogger _log;
    private readonly PublishedSets _sets = new();
    private readonly RuleReloader _reloader;
    private readonly SignedSets? _signed;

    private TopicRules(TopicReaderOptions options, RuleReloader reloader, IReadOnlyList<RuleFile> directory, SignedSets? signed, ILogger log)
    {
        (_reloader, _directory, _signed, _log) = (reloader, directory, signed, log);
        _topic = new TopicFollower(options with { Refused = (record, fault) => Refuse(record, fault) }, reason => Log.Unreadable(log, reason));
    }

    /// <summary>Why the topic cannot be read; null while it can.</summary>
    public string? Trouble => _topic.Trouble;

    /// <summary>Reads the topic to its end and begins to follow it.</summary>
    /// <param name="kafka">How Kafka is reached.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="reloader">Takes the rules; its registry has those of the directory.</param>
    /// <param name="directory">The rules that apply while the topic holds none.</param>
    /// <param name="signed">Says which sets were signed; null: they need not be.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<TopicRules> StartAsync(
        KafkaOptions kafka,
        string topic,
        RuleReloader reloader,
        IReadOnlyList<RuleFile> directory,
        SignedSets? signed,
        TimeProvider time,
        ILogger log,
        CancellationToken cancel
    )
    {
        var rules = new TopicRules(ReaderOptions(kafka, topic), reloader, directory, signed, log);
        var history = new List<(Timestamp EffectiveFrom, IReadOnlyList<RuleFile> Files)>();
        await rules
            ._topic.ReadToEndAsync(
                record =>
                {
                    if (rules.Take(record) is { } effectiveFrom)
                    {
                        history.RemoveAll(h => h.EffectiveFrom >= effectiveFrom);
                        history.Add((effectiveFrom, rules.Current()));
                    }
                },
                cancel
            )
            .ConfigureAwait(false);

        var old = Timestamp.From(time.GetUtcNow() - Memory);
        var first = Math.Max(history.FindLastIndex(h => h.EffectiveFrom <= old), history.Count - RuleTimeline.MaxVersions);
        foreach (var (effectiveFrom, files) in history.Skip(first))
        {
            reloader.Offer($"the topic {topic}", files, effectiveFrom);
        }

        reloader.Registry.Retire(old);
        rules._topic.Follow(records => rules.Offer(records, topic));
        return rules;
    }

    /// <summary>How the topic is read: by an assigned consumer, read-committed, from its beginning.</summary>
    public static TopicReaderOptions ReaderOptions(KafkaOptions kafka, string topic) => kafka.Reader("rules", topic);

    public async ValueTask DisposeAsync()
    {
        await _topic.DisposeAsync().ConfigureAwait(false);
        _signed?.Dispose();
    }

    private void Offer(IReadOnlyList<TopicRecord> records, string topic)
    {
        foreach (var record in records)
        {
            if (Take(record) is { } effectiveFrom)
            {
                _reloader.Offer($"the topic {topic}", Current(), effectiveFrom);
            }
        }
    }

    /// <summary>Nobody of us wrote the record, or nobody signed it: those in force stay, and everybody who looks at rules is told.</summary>
    private void Refuse(TopicRecord record, string fault)
    {
        var name = Encoding.UTF8.GetString(record.Key);
        _reloader.Refuse($"the record {record.Offset} of {record.Topic} under the name {name}", fault);
    }

    /// <summary>Takes in a record.</summary>
    /// <returns>The event time from which it counts; null where it is no rule set.</returns>
    private Timestamp? Take(TopicRecord record)
    {
        var (name, append) = (Encoding.UTF8.GetString(record.Key), Timestamp.FromMilliseconds(record.TimestampMs));
        if (record.Value is null && _signed is null)
        {
            _sets.Put(name, []);
            return append;
        }

        if (record.Value is null || PublishedRulesCodec.Decode(record.Value) is not { } published)
        {
            Log.Undecodable(_log, record.Topic, record.Offset, name);
            return null;
        }

        if (_signed?.Refuse(name, published.Files, record.Headers) is { } fault)
        {
            Refuse(record, fault);
            return null;
        }

        _sets.Put(name, published.Files);
        return Timestamp.Max(published.EffectiveFrom, append);
    }

    private IReadOnlyList<RuleFile> Current() => _sets.All() is { Count: > 0 } published ? published : _directory;
}
