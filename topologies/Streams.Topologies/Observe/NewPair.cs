using Streams.Detections.Correlations.NewPair;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.new_pair</c>: two values that were never seen together, each known for the learning time. Of each value the first and the last time is kept beside those of the pairs;
/// one whose first time had to be forgotten has been known for long.
/// </summary>
internal sealed class NewPair(
    CorrelationStates<FirstSeenState> states,
    CorrelationStates<BufferedObservations> buffered,
    ObserveOptions options,
    StageCounts counts
) : OrderedFeature<FirstSeenState>(states, buffered, options, counts)
{
    private const char Pair = 'p';
    private const char First = 'f';
    private const char Last = 'l';
    private readonly ObserveOptions _options = options;

    /// <inheritdoc/>
    protected override bool Judge(CorrelationRule rule, FirstSeenState state, Observation observation, IObserveOutput output)
    {
        var time = observation.Evidence.Time;
        var learned = time - TimeOptions.Nanos(((NewPairDefinition)rule.Definition).Learning ?? _options.Learning);
        var parted = observation.Value.IndexOf(GroupKey.Separator, StringComparison.Ordinal);
        var areKnown = Meet(state, $"1{observation.Value[..parted]}", time) <= learned & Meet(state, $"2{observation.Value[(parted + 1)..]}", time) <= learned;
        var isNew = !state.Values.TryGetValue($"{Pair}{observation.Value}", out var last);
        state.LastEvent = Timestamp.Max(state.LastEvent, time);
        state.Saw($"{Pair}{observation.Value}", isNew ? time : Timestamp.Max(last, time));
        state.KeepAtMost(_options.MaxValues);

        if (isNew && areKnown)
        {
            Find(observation, output);
        }

        return true;
    }

    /// <summary>A value is seen.</summary>
    /// <returns>Since when it is known.</returns>
    private static Timestamp Meet(FirstSeenState state, string value, Timestamp time)
    {
        var known = state.Values.TryGetValue($"{Last}{value}", out var last);
        state.Saw($"{Last}{value}", known ? Timestamp.Max(last, time) : time);
        if (!known)
        {
            state.Saw($"{First}{value}", time);
            return time;
        }

        return state.Values.GetValueOrDefault($"{First}{value}", Timestamp.Unknown);
    }
}
