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

    /// <summary>By correlation the keys of which something waits, by the time of their first; a key may stand there more than once.</summary>
    private readonly Dictionary<string, PriorityQueue<string, long>> _waiting = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _due = new(StringComparer.Ordinal);

    /// <summary>Finds what waits in restored state.</summary>
    public void Restored()
    {
        foreach (var key in states.Keys)
        {
            Queue(key, states.Get(key)!); // a listed key has a state
        }
    }

    /// <summary>Forgets what was learned for correlations that no loaded rule set has.</summary>
    public void Keep(IReadOnlyDictionary<string, RuleLife> correlations)
    {
        foreach (var key in states.Keys.Where(k => !correlations.ContainsKey(k[..CorrelationRule.HashLength])).ToArray())
        {
            states.Remove(key);
            _waiting.Remove(key[..CorrelationRule.HashLength]);
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
        if (at == 0)
        {
            Queue(key, state);
        }

        return true;
    }

    /// <summary>Judges what the watermark has passed.</summary>
    public void Advance(CorrelationRule rule, long progress, IObserveOutput output)
    {
        if (progress == WatermarkState.Unknown || !_waiting.TryGetValue(rule.ContentHash, out var waiting))
        {
            return;
        }

        while (waiting.TryPeek(out var first, out var time) && time <= progress)
        {
            waiting.Dequeue();
            _due.Add(first);
        }

        foreach (var key in _due)
        {
            Advance(rule, key, progress, output);
        }

        _due.Clear();
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
            foreach (var quiet in states.Keys.Where(k => states.Get(k)!.Waiting.Count == 0).OrderBy(k => states.Get(k)!.LastEvent).Take(options.MaxSubjects / 10).ToArray()) // a listed key has a state
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

    private void Advance(CorrelationRule rule, string key, long progress, IObserveOutput output)
    {
        if (states.Get(key) is not { } state)
        {
            return; // it stood there once too often, and was forgotten since
        }

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

        Queue(key, state);
    }

    private void Queue(string key, TState state)
    {
        if (state.Waiting.Count == 0)
        {
            return;
        }

        var hash = key[..CorrelationRule.HashLength];
        if (!_waiting.TryGetValue(hash, out var waiting))
        {
            _waiting.Add(hash, waiting = new PriorityQueue<string, long>());
        }

        waiting.Enqueue(key, state.Waiting[0].Evidence.Time);
    }

    private static int Compare(Observation a, Observation b)
    {
        var order = a.Evidence.Time.CompareTo(b.Evidence.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}
