using Streams.Detections.Correlations;
using Streams.Detections.Rules;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>What of a correlation is the same for all of its groups, with the correlations it reads. Immutable, shared.</summary>
internal sealed class PatternModel
{
    private readonly CorrelationRule _rule;

    /// <param name="rule">The correlation.</param>
    /// <param name="plan">Where the correlations it reads are found.</param>
    public PatternModel(CorrelationRule rule, RulePlan plan)
    {
        _rule = rule;
        Timespan = TimeOptions.Nanos(rule.Timespan);
        Bound = rule.Definition.Least;
        if (rule.Definition.IsObserved)
        {
            (Inputs, Inner, Leaves) = ([rule.Meta.Id], [null], [rule.Meta.Id]);
            return;
        }

        Inputs = [.. rule.Inputs];
        Inner = [.. rule.Inputs.Select(input => plan.Inner(input) is { } inner && !inner.Definition.IsObserved ? new PatternModel(inner, plan) : null)];
        Leaves = [.. Inputs.Where((_, i) => Inner[i] is null), .. Inner.SelectMany(inner => inner?.Leaves ?? [])];
    }

    /// <summary>The inputs by id, in order.</summary>
    public string[] Inputs { get; }

    /// <summary>The inputs that are correlations themselves; null for the others.</summary>
    public PatternModel?[] Inner { get; }

    /// <summary>The inputs of signals: those that are no correlations, of the inner ones, too.</summary>
    public string[] Leaves { get; }

    /// <summary>The window, nanoseconds.</summary>
    public long Timespan { get; }

    /// <summary>The least number of what is counted that makes it fire.</summary>
    public int Bound { get; }

    /// <summary>What it looks for.</summary>
    public CorrelationDefinition Definition => _rule.Definition;

    /// <summary>An automaton that has seen nothing.</summary>
    public Pattern Create() => PatternTypes.Create(this);
}
