using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Habit;
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
        : this(rule, plan, rule) { }

    private PatternModel(CorrelationRule rule, RulePlan plan, CorrelationRule root)
    {
        _rule = rule;
        Timespan = TimeOptions.Nanos(rule.Timespan);
        Bound = rule.Definition.Least;
        if (rule.Definition.IsObserved)
        {
            (Inputs, Rules, Inner, Leaves) = ([rule.Meta.Id], [rule.Meta.Id], [null], [rule.Meta.Id]);
            return;
        }

        Rules = [.. rule.Inputs];
        Inner = [.. rule.Inputs.Select(input => plan.Inner(input) is { } inner && !IsJudged(inner.Definition) ? new PatternModel(inner, plan, root) : null)];
        Inputs = [.. rule.Inputs.Select((input, i) => Inner[i] is null ? RulePlan.LeafOf(root, rule, input) : input)];
        Leaves = [.. Inputs.Where((_, i) => Inner[i] is null), .. Inner.SelectMany(inner => inner?.Leaves ?? [])];
    }

    /// <summary>Whether a signal is a match as it comes. Of a habit stage B tells each surprise, and which of them suffice.</summary>
    private static bool IsJudged(CorrelationDefinition definition) => definition.IsObserved && definition is not HabitDefinition;

    /// <summary>The inputs by id, in order.</summary>
    public string[] Inputs { get; }

    /// <summary>The rules that they are, by id.</summary>
    public string[] Rules { get; }

    /// <summary>The inputs that are correlations themselves; null for the others.</summary>
    public PatternModel?[] Inner { get; }

    /// <summary>The inputs of signals: those that are no correlations, of the inner ones, too.</summary>
    public string[] Leaves { get; }

    /// <summary>The window, nanoseconds.</summary>
    public long Timespan { get; }

    /// <summary>The least number of what is counted that makes it fire.</summary>
    public int Bound { get; }

    /// <summary>How its firings are one match for what reads it.</summary>
    public SessionRule Session => field ??= SessionRule.Of(_rule);

    /// <summary>What it looks for.</summary>
    public CorrelationDefinition Definition => _rule.Definition;

    /// <summary>An automaton that has seen nothing.</summary>
    public Pattern Create() => PatternTypes.Create(this);
}
