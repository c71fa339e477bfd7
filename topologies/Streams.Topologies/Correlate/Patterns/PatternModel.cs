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
        if (rule.Kind == CorrelationKind.Score)
        {
            Bound = rule.MinCount;
        }
        else
        {
            Bound = BoundOf(rule.Bounds);
        }

        if (rule.Kind.IsObserved())
        {
            (Inputs, Inner, Leaves) = ([rule.Meta.Id], [null], [rule.Meta.Id]);
            return;
        }

        Inputs = [.. rule.Inputs];
        Inner = [.. rule.Inputs.Select(input => plan.Inner(input) is { } inner && !inner.Kind.IsObserved() ? new PatternModel(inner, plan) : null)];
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

    /// <summary>The least whole number that meets the bounds.</summary>
    public int Bound { get; }

    /// <summary>The bounds.</summary>
    public IReadOnlyList<Threshold> Bounds => _rule.Bounds;

    /// <summary>What of a window is compared with the bounds.</summary>
    public CorrelationKind Measure => _rule.Kind;

    /// <summary>Of value_percentile: which.</summary>
    public double Percentile => _rule.Percentile;

    /// <summary>Whether a value counts once.</summary>
    public bool CountsValues => _rule.Kind is CorrelationKind.ValueCount or CorrelationKind.Score;

    /// <summary>An automaton that has seen nothing.</summary>
    public Pattern Create() => _rule.Kind switch
    {
        _ when _rule.JudgesClosedWindows => new ClosingPattern(this),
        CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile => new SlidingPattern(this),
        CorrelationKind.EventCount or CorrelationKind.ValueCount or CorrelationKind.Score => new CountPattern(this),
        CorrelationKind.TemporalOrdered => new OrderedPattern(this),
        CorrelationKind.Temporal => new TemporalPattern(this),
        CorrelationKind.Absence => new AbsencePattern(this),
        _ => new EachPattern(this),
    };

    /// <summary>Whether a measure meets the bounds.</summary>
    public bool IsMet(double measure)
    {
        foreach (var bound in _rule.Bounds)
        {
            if (!bound.IsMet(measure))
            {
                return false;
            }
        }

        return true;
    }

    private static int BoundOf(IReadOnlyList<Threshold> bounds) =>
        bounds.Max(b => Math.Max(1, (int)(b.Operator == ThresholdOperator.Gt ? Math.Floor(b.Value) + 1 : Math.Ceiling(b.Value))));
}
