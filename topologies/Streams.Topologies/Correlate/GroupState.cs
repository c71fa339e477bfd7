using System.Text.Json.Serialization;
using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Patterns;

namespace Streams.Topologies.Correlate;

/// <summary>
/// One group of one correlation: the automaton as far as the watermark has passed, the signals since in order, and what was written of it.
/// The automaton over all signals is derived, not stored.
/// </summary>
public sealed class GroupState
{
    /// <summary>The correlation's content hash.</summary>
    public required string Correlation { get; set; }

    public required string Group { get; set; }

    /// <summary>The automaton behind the watermark.</summary>
    public required Pattern Settled { get; set; }

    /// <summary>The alerts behind the watermark that are not final.</summary>
    public AlertSession Session { get; set; } = new();

    /// <summary>Signals ahead of the watermark, in order of (time, event id, input, value).</summary>
    public List<Signal> Unsettled { get; set; } = [];

    /// <summary>The signals that were settled, to know late duplicates.</summary>
    public SettledIds SettledIds { get; set; } = new();

    /// <summary>What was written of alerts that are not final, by id.</summary>
    public Dictionary<string, Alert> Written { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The progress at which the watermark concerns it next, as it stands in the queue of its correlation.</summary>
    [JsonIgnore]
    public long Due { get; set; } = long.MaxValue;

    /// <summary>The automaton over all signals; null: to be derived.</summary>
    [JsonIgnore]
    public Pattern? Ahead { get; set; }

    /// <summary>The alerts over all signals.</summary>
    [JsonIgnore]
    public AlertSession AheadSession { get; set; } = new();
}
