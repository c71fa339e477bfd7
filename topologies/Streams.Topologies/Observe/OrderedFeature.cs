using Streams.Detections.Rules;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// A feature that judges the observations of each key in the order of (time, id) when the watermark has passed them, so that the same events in any order give the same findings.
/// Bounded: too many that wait are judged early, of too many keys those quiet longest are forgotten; both are counted.
/// </summary>
internal abstract class OrderedFeature<TState>(IKeyedState<TState> states, ObserveOptions options, StageCounts counts)
    where TState : FeatureState, new()
{
    /// <summary>The most observations of a key that wait for the watermark: beyond it the oldest is judged early.</summary>
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
            Judge(rule, state, state.Waiting[0], output);
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

        foreach (var key in _waiting.Where(k => k.StartsWith(rule.ContentHash, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray())
        {
            var state = states.Get(key)!; // a waiting key has a state
            var judged = 0;
            while (judged < state.Waiting.Count && state.Waiting[judged].Evidence.Time <= progress)
            {
                Judge(rule, state, state.Waiting[judged++], output);
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

    /// <summary>Judges an observation: the earlier ones of its key have been judged.</summary>
    protected abstract void Judge(CorrelationRule rule, TState state, Observation observation, IObserveOutput output);

    /// <summary>The state of a key; where there are too many, the tenth that was quiet longest is forgotten.</summary>
    protected TState StateOf(string key)
    {
        if (states.Get(key) is { } known)
        {
            return known;
        }

        if (states.Keys.Count >= options.MaxSubjects)
        {
            foreach (var quiet in states.Keys.Where(k => !_waiting.Contains(k)).OrderBy(k => states.Get(k)!.LastEvent).Take(options.MaxSubjects / 10).ToArray()) // a listed key has a state
            {
                counts.Forgotten++;
                states.Remove(quiet);
            }
        }

        return new TState();
    }

    /// <summary>Sends on an observation's signals.</summary>
    protected static void Find(Observation observation, IObserveOutput output)
    {
        foreach (var signal in observation.Signals)
        {
            output.Signal(signal);
        }
    }

    private static int Compare(Observation a, Observation b)
    {
        var order = a.Evidence.Time.CompareTo(b.Evidence.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}
