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
            _ when rule.JudgesClosedWindows => new ClosingPattern { Window = SamplesOf(rule), Bounds = [.. rule.Bounds] },
            CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile => new SlidingPattern { Window = SamplesOf(rule), Bounds = [.. rule.Bounds] },
            CorrelationKind.EventCount => new CountPattern { Bound = BoundOf(rule.Bounds) },
            CorrelationKind.ValueCount => new ValueCountPattern { Bound = BoundOf(rule.Bounds) },
            CorrelationKind.Score => new ValueCountPattern { Bound = rule.MinCount },
            CorrelationKind.TemporalOrdered => new OrderedPattern(),
            CorrelationKind.Temporal => new TemporalPattern { Bound = BoundOf(rule.Bounds) },
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

    private static Samples SamplesOf(CorrelationRule rule) => new()
    {
        Measure = rule.Kind switch
        {
            CorrelationKind.EventCount => Measure.Count,
            CorrelationKind.ValueCount => Measure.Distinct,
            CorrelationKind.ValueSum => Measure.Sum,
            CorrelationKind.ValueAverage => Measure.Average,
            _ => Measure.Percentile,
        },
        Percentile = rule.Percentile,
    };

    private static int BoundOf(IReadOnlyList<Threshold> bounds) =>
        bounds.Max(b => Math.Max(1, (int)(b.Operator == ThresholdOperator.Gt ? Math.Floor(b.Value) + 1 : Math.Ceiling(b.Value))));
}
