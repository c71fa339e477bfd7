using Streams.Detections.Correlations;
using Streams.Schemas.Signals;

namespace Streams.Detections.Rules;

/// <summary>A compiled correlation over the matches of other rules.</summary>
public sealed record CorrelationRule
{
    public required RuleMeta Meta { get; init; }

    /// <summary>What it looks for.</summary>
    public required CorrelationDefinition Definition { get; init; }

    /// <summary>Whether it is what a plain rule makes its alerts by, rather than one that was written.</summary>
    public bool IsPlain => Definition is EachDefinition;

    /// <summary>The rules it reads, by id, in the order written.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The fields whose values name the group: for each input in turn the field as that input knows it (aliases applied).</summary>
    public required IReadOnlyList<IReadOnlyList<string>> GroupBy { get; init; }

    /// <summary>The window.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>Whether it may match as soon as the events are there, for no later or earlier one can undo it; else it matches behind the watermark only.</summary>
    public required bool IsMonotone { get; init; }

    /// <summary>What groups the alerts of a type that stage B judges: what its type says, unless the rule says otherwise.</summary>
    public IReadOnlyList<string> AlertGroup => Meta.GroupBy.Count > 0 ? Meta.GroupBy : Definition.AlertGroup(GroupBy[0]);

    /// <summary>The fields whose values name the group of its alerts, as the rule names them; empty: one group, or the default group of a plain rule.</summary>
    public IReadOnlyList<string> GroupFields =>
        Definition.IsObserved ? AlertGroup
        : GroupBy.Count > 0 ? GroupNames ?? GroupBy[0]
        : [];

    /// <summary>The fields of the group as the rule names them, aliases not applied; null: they have none.</summary>
    public IReadOnlyList<string>? GroupNames { get; init; }

    /// <summary>
    /// A hash of everything that decides how the correlation joins what it reads, the correlations among its inputs included: state is kept by it.
    /// The conditions of detections are not part of it, nor is what a rule says of itself: a rule may be tuned while its groups and alerts go on.
    /// </summary>
    public required CorrelationHash ContentHash { get; init; }
}
