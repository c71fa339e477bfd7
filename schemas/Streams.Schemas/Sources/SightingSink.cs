using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Counts what one source's parser makes of a sample.</summary>
internal sealed class SightingSink(EventSource source) : IParseSink
{
    private readonly Dictionary<string, long> _dialects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private long _events;
    private long _typical;
    private long _dead;
    private long _timed;
    private long _placed;

    /// <inheritdoc/>
    public void OnEvent(ParsedEvent parsed)
    {
        _events++;
        _typical += IsTypical(parsed) ? 1 : 0;
        _timed += parsed.TimeSource is TimeSource.None or TimeSource.Kafka ? 0 : 1;
        var fields = parsed.Fields;
        _placed += fields.Has(Field.PodName) || fields.Has(Field.ContainerId) || fields.Has(Field.NodeName) || fields.Has(Field.HostName) ? 1 : 0;
        Count(_dialects, $"{parsed.Envelope}/{parsed.Dialect ?? parsed.Envelope}", 1);
    }

    /// <inheritdoc/>
    public void OnDead(in DeadElement dead)
    {
        _dead += dead.Count;
        Count(_reasons, $"{dead.Reason.Name()}: {dead.Detail}", dead.Count);
    }

    /// <summary>What was counted.</summary>
    public SourceSighting ToSighting() => new(source, _events, _typical, _dead, Most(_dialects), Most(_reasons), _timed, _placed);

    /// <summary>A container's line may be anything; every other source knows its own.</summary>
    private bool IsTypical(ParsedEvent parsed) => source != EventSource.Container ? parsed.Type != EventType.Other || parsed.IsJson : parsed.Type == EventType.Access;

    private static void Count(Dictionary<string, long> counts, string key, long count) => counts[key] = counts.GetValueOrDefault(key) + count;

    private static (string, long)[] Most(Dictionary<string, long> counts) => [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(5).Select(c => (c.Key, c.Value))];
}
