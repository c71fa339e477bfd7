using System.Collections.Frozen;
using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Absence;
using Streams.Detections.Correlations.Counts;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Correlations.Measures;
using Streams.Detections.Correlations.Score;
using Streams.Detections.Correlations.Sequences;
using Streams.Detections.Correlations.Temporal;
using Streams.Topologies.Correlate.Patterns.Sequences;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>The automaton of each definition; what is not here fires at every signal, as a plain rule does and what stage B has judged.</summary>
internal static class PatternTypes
{
    private static readonly FrozenDictionary<Type, Func<PatternModel, Pattern>> Rows = new Dictionary<Type, Func<PatternModel, Pattern>>
    {
        [typeof(EventCountDefinition)] = model => new CountPattern(model, countsValues: false),
        [typeof(ValueCountDefinition)] = model => new CountPattern(model, countsValues: true),
        [typeof(ScoreDefinition)] = model => new CountPattern(model, countsValues: true),
        [typeof(MeasureDefinition)] = model => new SlidingPattern(model, (ICounted)model.Definition),
        [typeof(TemporalDefinition)] = model => new TemporalPattern(model),
        [typeof(SequenceDefinition)] = model => new SequencePattern(model),
        [typeof(HabitDefinition)] = model => new HabitPattern(model),
        [typeof(AbsenceDefinition)] = model => new AbsencePattern(model),
    }.ToFrozenDictionary();

    /// <summary>An automaton that has seen nothing.</summary>
    public static Pattern Create(PatternModel model) =>
        model.Definition is ICounted counted && model.Definition.JudgesClosedWindows ? new ClosingPattern(model, counted)
        : Rows.TryGetValue(model.Definition.GetType(), out var create) ? create(model)
        : new EachPattern(model);
}
