using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Counts what one source's parser makes of a sample.</summary>
internal sealed class SightingSink(EventSource source) : IParseSink
{
    private readonly Dictionary<string, long> _dialects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Envelope, string What), long> _lost = [];
    private long _events;
    private long _typical;
    private long _dead;
    private long _timed;
    private long _placed;

    /// <inheritdoc/>
    public void OnEvent(ParsedEvent parsed)
    {
        _events++;
        _typical += Typical.Is(source, parsed) ? 1 : 0;
        var fields = parsed.Fields;
        var timed = parsed.TimeSource is not (TimeSource.None or TimeSource.Kafka or TimeSource.TimeBase);
        var placed =
            SourceTable.Rows[(int)source].PlacesItself
            || fields.Has(Field.PodName)
            || fields.Has(Field.ContainerId)
            || fields.Has(Field.NodeName)
            || fields.Has(Field.HostName);
        _timed += timed ? 1 : 0;
        _placed += placed ? 1 : 0;
        Lose(parsed.Envelope, timed ? null : "time");
        Lose(parsed.Envelope, placed ? null : "origin");
        Lose(parsed.Envelope, fields.Text(Field.Tag).SequenceEqual(EventTags.FieldsMissing) ? "fields" : null);
        Count(_dialects, $"{parsed.Envelope}/{parsed.Dialect ?? parsed.Envelope}", 1);
    }

    /// <inheritdoc/>
    public void OnDead(in DeadElement dead)
    {
        _dead += dead.Count;
        Count(_reasons, $"{dead.Reason.Name()}: {dead.Detail}", dead.Count);
    }

    /// <summary>What was counted.</summary>
    public SourceSighting ToSighting() =>
        new(source, _events, _typical, _dead, Most(_dialects), Most(_reasons), _timed, _placed)
        {
            Losses =
            [
                .. _lost
                    .OrderByDescending(l => l.Value)
                    .Select(l => new SourceLoss(l.Key.Envelope, l.Key.What, l.Value, ShipperSettings.Of(source, l.Key.Envelope, l.Key.What))),
            ],
        };

    private void Lose(string envelope, string? lost)
    {
        if (lost is not null)
        {
            _lost[(envelope, lost)] = _lost.GetValueOrDefault((envelope, lost)) + 1;
        }
    }

    private static void Count(Dictionary<string, long> counts, string key, long count) => counts[key] = counts.GetValueOrDefault(key) + count;

    private static (string, long)[] Most(Dictionary<string, long> counts) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(5).Select(c => (c.Key, c.Value))];
}
