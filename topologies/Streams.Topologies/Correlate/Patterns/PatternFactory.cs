using Streams.Detections.Rules;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Makes the automaton of a correlation and of the correlations it reads.</summary>
internal static class PatternFactory
{
    public static Pattern Create(CorrelationRule rule, RulePlan plan)
    {
        Pattern pattern = rule.Kind switch
        {
            CorrelationKind.EventCount => new CountPattern { Bound = BoundOf(rule.Threshold) },
            CorrelationKind.ValueCount => new ValueCountPattern { Bound = BoundOf(rule.Threshold) },
            CorrelationKind.Score => new ValueCountPattern { Bound = rule.MinCount },
            CorrelationKind.TemporalOrdered => new OrderedPattern(),
            CorrelationKind.Temporal => new TemporalPattern(),
            CorrelationKind.Absence => new AbsencePattern(),
            _ => new EachPattern(),
        };
        pattern.Timespan = TimeOptions.Nanos(rule.Timespan);
        if (rule.Kind == CorrelationKind.FirstSeen)
        {
            pattern.Inputs.Add(rule.Meta.Id);
            return pattern;
        }

        foreach (var input in rule.Inputs)
        {
            pattern.Inputs.Add(input);
            if (plan.Inner(input) is { } inner && inner.Kind != CorrelationKind.FirstSeen)
            {
                pattern.Inner.TryAdd(input, Create(inner, plan));
            }
        }

        return pattern;
    }

    private static int BoundOf(Threshold threshold) =>
        Math.Max(1, (int)(threshold.Operator == ThresholdOperator.Gt ? Math.Floor(threshold.Value) + 1 : Math.Ceiling(threshold.Value)));
}
