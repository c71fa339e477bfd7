using Streams.Detections.Matching;
using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>All rules compiled together. Immutable; matching needs an <see cref="EventView"/> of the caller's own.</summary>
public sealed class RuleSet
{
    internal RuleSet(
        IReadOnlyList<DetectionRule> detections,
        IReadOnlyList<CorrelationRule> correlations,
        IReadOnlyList<RuleFilter> filters,
        IReadOnlyList<RuleError> warnings,
        FieldSlots slots,
        string version
    )
    {
        (Detections, Correlations, Filters, Warnings, Slots, Version) = (detections, correlations, filters, warnings, slots, version);
        Matcher = new RuleMatcher(detections, slots.Count);
    }

    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new([], [], [], [], new FieldSlots(), "");

    /// <summary>A hash of all texts the set was loaded from, whatever their files are called: 12 hex digits.</summary>
    public string Version { get; }

    public IReadOnlyList<DetectionRule> Detections { get; }

    /// <summary>All correlations; a detection that alerts has one of its own (<see cref="CorrelationRule.IsPlain"/>).</summary>
    public IReadOnlyList<CorrelationRule> Correlations { get; }

    /// <summary>All filters, those included that apply to no rule.</summary>
    public IReadOnlyList<RuleFilter> Filters { get; }

    /// <summary>What of its documents does nothing, or names what there is not, whatever events come.</summary>
    internal IReadOnlyList<RuleError> Warnings { get; }

    /// <summary>The fields that the rules look at.</summary>
    public FieldSlots Slots { get; }

    /// <summary>Finds the rules that an event matches.</summary>
    public RuleMatcher Matcher { get; }
}
