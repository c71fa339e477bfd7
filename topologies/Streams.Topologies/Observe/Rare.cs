using Streams.Detections.Correlations.Rare;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.rare</c>: a value that no more than so many subjects were seen with in the timespan that ends with the event, itself included. Kept under the value, so that all its subjects meet in one task.
/// Nothing is rare while the correlation itself has not watched for the learning time.
/// </summary>
internal sealed class Rare(CorrelationStates<RareState> states, CorrelationStates<BufferedObservations> buffered, ObserveOptions options, StageCounts counts)
    : OrderedFeature<RareState>(states, buffered, options, counts)
{
    private readonly CorrelationStates<RareState> _states = states;

    /// <inheritdoc/>
    protected override bool Judge(CorrelationRule rule, RareState state, Observation observation, IObserveOutput output)
    {
        var definition = (RareDefinition)rule.Definition;
        var time = observation.Evidence.Time;
        var (timespan, most) = (TimeOptions.Nanos(rule.Timespan), definition.MostSubjects);
        state.LastEvent = Timestamp.Max(state.LastEvent, time);
        state.Subjects[observation.Value] = Timestamp.Max(state.Subjects.GetValueOrDefault(observation.Value, Timestamp.Unknown), time);
        while (state.Subjects.Count > most + 1)
        {
            state.Subjects.Remove(state.Subjects.MinBy(s => (s.Value, s.Key)).Key);
        }

        var seen = 0;
        foreach (var last in state.Subjects.Values)
        {
            seen += last >= time - timespan ? 1 : 0;
        }

        if (WatchesSince(rule, time) <= time - TimeOptions.Nanos(definition.Learning ?? rule.Timespan) && seen <= most)
        {
            Find(observation, output);
        }

        return true;
    }

    /// <summary>The first event that the correlation has judged in this task.</summary>
    private Timestamp WatchesSince(CorrelationRule rule, Timestamp time)
    {
        var watch = _states.Get(StateKey.Of(rule.ContentHash, "")) ?? new RareState { LastEvent = Timestamp.Never };
        if (watch.FirstEvent is null || time < watch.FirstEvent)
        {
            watch.FirstEvent = time;
            _states.Put(StateKey.Of(rule.ContentHash, ""), watch);
        }

        return watch.FirstEvent.Value;
    }
}
