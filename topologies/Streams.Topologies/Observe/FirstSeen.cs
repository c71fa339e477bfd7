using Streams.Detections.Rules;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.first_seen</c>: judged in the order of (time, id) when the watermark has passed, so that the same events in any order give the same findings.
/// </summary>
internal sealed class FirstSeen(IKeyedState<FirstSeenState> states, ObserveOptions options, StageCounts counts)
{
    /// <summary>The most observations of a subject that wait for the watermark: beyond it the oldest is judged early.</summary>
    private const int MaxWaiting = 2_000;
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);

    /// <summary>Finds what waits in restored state.</summary>
    public void Restored()
    {
        foreach (var key in states.Keys)
        {
            if (states.Get(key) is { Waiting.Count: > 0 })
            {
                _waiting.Add(key);
            }
        }
    }

    /// <summary>Forgets what was learned for correlations that no loaded rule set has.</summary>
    public void Keep(IReadOnlyDictionary<string, RuleLife> correlations)
    {
        foreach (var key in states.Keys.Where(k => !correlations.ContainsKey(k[..CorrelationRule.HashLength])).ToArray())
        {
            states.Remove(key);
            _waiting.Remove(key);
        }
    }

    /// <summary>The subject was seen: its learning time counts from its first event, whatever that is.</summary>
    public void Sight(Observation sighting)
    {
        var key = sighting.Correlation + sighting.Subject;
        var state = StateOf(key);
        if (state.FirstEvent is null || sighting.Evidence.Time < state.FirstEvent)
        {
            state.FirstEvent = sighting.Evidence.Time;
            state.LastEvent = Math.Max(state.LastEvent, sighting.Evidence.Time);
            states.Put(key, state);
        }
    }

    /// <summary>Takes in an observation; one whose event is already waiting is a duplicate.</summary>
    /// <returns>False for a duplicate.</returns>
    public bool Add(CorrelationRule rule, Observation observation, IObserveOutput output)
    {
        var key = observation.Correlation + observation.Subject;
        var state = StateOf(key);
        var at = state.Waiting.Count;
        while (at > 0 && Compare(state.Waiting[at - 1], observation) > 0)
        {
            at--;
        }

        if (at > 0 && Compare(state.Waiting[at - 1], observation) == 0)
        {
            return false;
        }

        state.Waiting.Insert(at, observation);
        if (state.Waiting.Count > MaxWaiting)
        {
            counts.Overflow++;
            Judge(state, state.Waiting[0], LearningOf(rule), output);
            state.Waiting.RemoveAt(0);
        }

        states.Put(key, state);
        _waiting.Add(key);
        return true;
    }

    /// <summary>Judges what the watermark has passed.</summary>
    public void Advance(CorrelationRule rule, long progress, IObserveOutput output)
    {
        if (progress == WatermarkState.Unknown)
        {
            return;
        }

        var learning = LearningOf(rule);
        foreach (var key in _waiting.Where(k => k.StartsWith(rule.ContentHash, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray())
        {
            var state = states.Get(key)!; // a waiting key has a state
            var judged = 0;
            while (judged < state.Waiting.Count && state.Waiting[judged].Evidence.Time <= progress)
            {
                Judge(state, state.Waiting[judged++], learning, output);
            }

            if (judged > 0)
            {
                state.Waiting.RemoveRange(0, judged);
                states.Touch(key);
            }

            if (state.Waiting.Count == 0)
            {
                _waiting.Remove(key);
            }
        }
    }

    private void Judge(FirstSeenState state, Observation observation, long learning, IObserveOutput output)
    {
        var time = observation.Evidence.Time;
        state.FirstEvent = Math.Min(state.FirstEvent ?? time, time);
        state.LastEvent = Math.Max(state.LastEvent, time);
        var isKnown = state.Values.TryGetValue(observation.Value, out var last);
        state.Values[observation.Value] = Math.Max(last, time);
        if (state.Values.Count > options.MaxValues)
        {
            state.Values.Remove(state.Values.MinBy(v => v.Value).Key);
        }

        if (isKnown || time - state.FirstEvent < learning)
        {
            return;
        }

        foreach (var signal in observation.Signals)
        {
            output.Signal(signal);
        }
    }

    private long LearningOf(CorrelationRule rule) => TimeOptions.Nanos(rule.Learning ?? options.Learning);

    /// <summary>The state of a subject; where there are too many subjects, the tenth that was quiet longest is forgotten.</summary>
    private FirstSeenState StateOf(string key)
    {
        if (states.Get(key) is { } known)
        {
            return known;
        }

        if (states.Keys.Count >= options.MaxSubjects)
        {
            foreach (var quiet in states.Keys.Where(k => !_waiting.Contains(k)).OrderBy(k => states.Get(k)!.LastEvent).Take(options.MaxSubjects / 10).ToArray()) // a listed key has a state
            {
                states.Remove(quiet);
            }
        }

        return new FirstSeenState();
    }

    private static int Compare(Observation a, Observation b)
    {
        var byTime = a.Evidence.Time.CompareTo(b.Evidence.Time);
        return byTime != 0 ? byTime : string.CompareOrdinal(a.Evidence.EventId + a.Value, b.Evidence.EventId + b.Value);
    }
}
