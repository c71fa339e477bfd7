using System.Globalization;
using System.Runtime.InteropServices;
using Streams.Detections.Correlations.Beacon;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.beacon</c>: a subject that contacts a destination again and again at even intervals. Judged with each contact, over those of the timespan that ends with it.
/// </summary>
internal sealed class Beacon(
    CorrelationStates<BeaconState> states,
    CorrelationStates<BufferedObservations> buffered,
    ObserveOptions options,
    StageCounts counts
) : OrderedFeature<BeaconState>(states, buffered, options, counts)
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
        state.LastEvent = Timestamp.Max(state.LastEvent, time);
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
        if (contacts.Count >= definition.LeastContacts && Measure(definition, contacts, contacts.Count) is { Holds: true } evenness)
        {
            Find(observation, output, Explain(definition, contacts, evenness));
        }

        return true;
    }

    private Evenness Measure(BeaconDefinition definition, List<Timestamp> contacts, int count)
    {
        var first = CollectionsMarshal.AsSpan(contacts)[..count];
        return definition.Jitter is { } most ? new Evenness(Intervals.Spread(first, _intervals), most) : Intervals.Measure(first, _intervals);
    }

    private Explanation Explain(BeaconDefinition definition, List<Timestamp> contacts, Evenness evenness) =>
        new()
        {
            Score = evenness.Variation,
            Threshold = evenness.Limit,
            Unit = ExplanationUnits.Variation,
            Since = contacts[0],
            Items =
            [
                new ExplanationItem("variation", evenness.Variation, evenness.Variation) { Typical = evenness.Limit },
                new ExplanationItem("contacts", contacts.Count, 0),
                new ExplanationItem("interval_seconds", (double)(contacts[^1] - contacts[0]) / (contacts.Count - 1) / Timestamp.Second, 0),
            ],
            Counterfactual = Counterfactual(definition, contacts),
        };

    /// <summary>From how many contacts on they are even; contacts that were even all the time would not be with fewer than are judged.</summary>
    private string Counterfactual(BeaconDefinition definition, List<Timestamp> contacts)
    {
        var count = definition.LeastContacts;
        while (!Measure(definition, contacts, count).Holds)
        {
            count++; // they are even with all of them
        }

        return count == definition.LeastContacts
            ? $"regular from {count} contacts on: fewer are not judged"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"regular from {count} contacts on: the first {count - 1} vary by {Measure(definition, contacts, count - 1).Variation:0.###}"
            );
    }

    private void MakeRoom(BeaconState state, Timestamp before)
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
