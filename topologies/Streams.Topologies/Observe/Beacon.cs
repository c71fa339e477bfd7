using Streams.Detections.Correlations.Beacon;
using Streams.Detections.Rules;
using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.beacon</c>: a subject that contacts a destination again and again at even intervals. Judged with each contact, over those of the timespan that ends with it.
/// </summary>
internal sealed class Beacon(IKeyedState<BeaconState> states, IKeyedState<BufferedObservations> buffered, ObserveOptions options, StageCounts counts)
    : OrderedFeature<BeaconState>(states, buffered, options, counts)
{
    /// <summary>The most destinations of a subject; the one contacted longest ago is forgotten first.</summary>
    private const int MaxDestinations = 200;
    private readonly StageCounts _counts = counts;
    private readonly List<long> _intervals = [];

    /// <inheritdoc/>
    protected override bool Judge(CorrelationRule rule, BeaconState state, Observation observation, IObserveOutput output)
    {
        var definition = (BeaconDefinition)rule.Definition;
        var time = observation.Evidence.Time;
        state.LastEvent = Math.Max(state.LastEvent, time);
        if (!state.Contacts.ContainsKey(observation.Value))
        {
            MakeRoom(state, time - TimeOptions.Nanos(rule.Timespan));
        }

        var contacts = state.Of(observation.Value);
        if (!Intervals.Add(contacts, time, TimeOptions.Nanos(definition.MinInterval)))
        {
            return true;
        }

        Intervals.Trim(contacts, contacts[^1] - TimeOptions.Nanos(rule.Timespan));
        if (contacts.Count >= definition.LeastContacts && AreEven(contacts, definition.Jitter))
        {
            Find(observation, output);
        }

        return true;
    }

    private bool AreEven(List<long> contacts, double? jitter) =>
        jitter is { } most ? Intervals.Spread(contacts, _intervals) <= most : Intervals.AreEven(contacts, _intervals);

    private void MakeRoom(BeaconState state, long before)
    {
        if (state.Contacts.Count < MaxDestinations)
        {
            return;
        }

        foreach (var (destination, contacts) in state.Contacts)
        {
            if (contacts[^1] < before)
            {
                state.Forget(destination);
            }
        }

        if (state.Contacts.Count >= MaxDestinations)
        {
            _counts.Forgotten++;
            state.Forget(state.Contacts.MinBy(c => (c.Value[^1], c.Key)).Key);
        }
    }
}
