using Streams.Detections.Correlations.Absence;
using Streams.Detections.Correlations.Beacon;
using Streams.Detections.Correlations.Counts;
using Streams.Detections.Correlations.FirstSeen;
using Streams.Detections.Correlations.Gap;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Correlations.Measures;
using Streams.Detections.Correlations.NewPair;
using Streams.Detections.Correlations.Rare;
using Streams.Detections.Correlations.Score;
using Streams.Detections.Correlations.Sequences;
using Streams.Detections.Correlations.Temporal;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations;

/// <summary>The types of correlation, Sigma's and ours: a new one is a row here and a folder beside; one of stage B has a row in its table of features as well.</summary>
public static class CorrelationTypes
{
    private static readonly CorrelationType[] All =
    [
        new("event_count", "EventCount", EventCountDefinition.Read),
        new("value_count", "ValueCount", ValueCountDefinition.Read),
        new("value_sum", "ValueSum", reader => MeasureDefinition.Read(reader, Measure.Sum)),
        new("value_avg", "ValueAverage", reader => MeasureDefinition.Read(reader, Measure.Average)),
        new("value_percentile", "ValuePercentile", reader => MeasureDefinition.Read(reader, Measure.Percentile)),
        new("value_median", "ValueMedian", reader => MeasureDefinition.Read(reader, Measure.Median)),
        new("temporal", "Temporal", TemporalDefinition.Read) { NamesRulesInCondition = true },
        new("temporal_ordered", "TemporalOrdered", SequenceDefinition.ReadOrdered),
        new("streams.first_seen", "FirstSeen", FirstSeenDefinition.Read),
        new("streams.new_pair", "NewPair", NewPairDefinition.Read),
        new("streams.rare", "Rare", RareDefinition.Read),
        new("streams.beacon", "Beacon", BeaconDefinition.Read),
        new("streams.sequence", "Sequence", SequenceDefinition.Read),
        new("streams.absence", "Absence", AbsenceDefinition.Read),
        new("streams.gap", "Gap", GapDefinition.Read),
        new("streams.habit", "Habit", HabitDefinition.Read),
        new("streams.score", "Score", ScoreDefinition.Read),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(type => type.Name);

    /// <summary>The type that a correlation names.</summary>
    /// <exception cref="RuleException">It names none.</exception>
    internal static CorrelationType Of(RuleMap body)
    {
        var name = body.Text("type") ?? throw body.Missing("type", "a correlation needs 'type'");
        return Array.Find(All, type => type.Name == name)
            ?? throw new RuleException(body.Find("type")!.Start, $"'{name}' is no correlation type of this version{NearMiss.Suggest(name, Names)}"); // Text found it
    }
}
