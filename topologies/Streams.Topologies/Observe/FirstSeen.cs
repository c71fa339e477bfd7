using Streams.Detections.Correlations.FirstSeen;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary><c>streams.first_seen</c>: a value that its subject was never seen with, once the subject is known for the learning time.</summary>
internal sealed class FirstSeen(
    CorrelationStates<FirstSeenState> states,
    CorrelationStates<BufferedObservations> buffered,
    ObserveOptions options,
    StageCounts counts
) : OrderedFeature<FirstSeenState>(states, buffered, options, counts)
{
    /// <summary>The times of what is known are kept no finer: they decide what is forgotten first, and a known value need not be written again.</summary>
    private const long Coarse = 60 * Timestamp.Second;
    private readonly CorrelationStates<FirstSeenState> _states = states;
    private readonly ObserveOptions _options = options;

    /// <summary>The subject was seen: its learning time counts from its first event, whatever that is.</summary>
    public override void Sight(Observation sighting)
    {
        var key = StateKey.Of(sighting.Correlation, sighting.Subject);
        var state = StateOf(key);
        if (state.FirstEvent is null || sighting.Evidence.Time < state.FirstEvent)
        {
            state.FirstEvent = sighting.Evidence.Time;
            state.LastEvent = Timestamp.Max(state.LastEvent, sighting.Evidence.Time);
            _states.Touch(key);
        }
    }

    /// <inheritdoc/>
    protected override bool Judge(CorrelationRule rule, FirstSeenState state, Observation observation, IObserveOutput output)
    {
        var time = observation.Evidence.Time;
        var isKnown = state.Values.TryGetValue(observation.Value, out var last);
        if (isKnown && state.FirstEvent <= time && time < last + Coarse)
        {
            return false;
        }

        state.FirstEvent = Timestamp.Min(state.FirstEvent ?? time, time);
        state.LastEvent = Timestamp.Max(state.LastEvent, time);
        state.Saw(observation.Value, isKnown ? Timestamp.Max(last, time) : time);
        state.KeepAtMost(_options.MaxValues);

        if (!isKnown && time - state.FirstEvent >= TimeOptions.Nanos(((FirstSeenDefinition)rule.Definition).Learning ?? _options.Learning))
        {
            Find(observation, output);
        }

        return true;
    }
}
