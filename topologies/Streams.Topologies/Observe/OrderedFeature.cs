using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// A feature that judges the observations of each key in the order of (time, id) when the watermark has passed them, so that the same events in any order give the same findings.
/// Bounded: too many that wait are judged early, of too many keys those quiet longest are forgotten; both are counted.
/// </summary>
/// <param name="states">What each key has taught; a key of which something waits is there.</param>
/// <param name="buffered">What of each key waits, of other features as well: a key begins with its correlation's hash.</param>
/// <param name="options">How much is remembered.</param>
/// <param name="counts">What came in.</param>
internal abstract class OrderedFeature<TState>(
    CorrelationStates<TState> states,
    CorrelationStates<BufferedObservations> buffered,
    ObserveOptions options,
    StageCounts counts
) : IFeature
    where TState : FeatureState, new()
{
    /// <summary>The most observations of a key that wait for the watermark: beyond it the oldest is judged early.</summary>
    private const int MaxBuffered = 2_000;

    /// <summary>By correlation the keys of which something waits, by the time of their first; a key may stand there more than once.</summary>
    private readonly Dictionary<CorrelationHash, PriorityQueue<StateKey, Timestamp>> _queues = new(CorrelationHashComparer.Instance);
    private readonly SortedSet<StateKey> _due = new(Comparer<StateKey>.Create(static (a, b) => string.CompareOrdinal(a.Text, b.Text)));
    private readonly BufferedBytes _bytes = new();

    /// <summary>Finds what waits in restored state.</summary>
    public void Restored()
    {
        foreach (var (key, known) in buffered.All)
        {
            if (states.Get(key) is not null)
            {
                _bytes.Add(known.Items);
                Queue(key, known.Items);
            }
        }
    }

    /// <summary>Forgets what was learned for correlations that no loaded rule set has.</summary>
    public void Keep(IReadOnlyDictionary<CorrelationHash, ActiveRule> correlations)
    {
        foreach (var gone in states.Correlations.Where(c => !correlations.ContainsKey(c)).ToArray())
        {
            foreach (var (key, _) in states.Of(gone))
            {
                states.Remove(key);
                Drop(key);
            }
        }

        foreach (var gone in _queues.Keys.Where(c => !correlations.ContainsKey(c)).ToArray())
        {
            _queues.Remove(gone);
        }
    }

    /// <inheritdoc/>
    public virtual void Sight(Observation sighting) { }

    /// <summary>Takes in an observation; one whose event is already waiting is a duplicate.</summary>
    /// <returns>False for a duplicate.</returns>
    public bool Add(CorrelationRule rule, Observation observation, IObserveOutput output)
    {
        var key = StateKey.Of(rule.ContentHash, observation.Subject);
        var found = buffered.Get(key);
        var known = found ?? new BufferedObservations();
        var items = known.Items;
        var at = items.Count;
        while (at > 0 && BufferedObservations.Compare(items[at - 1], observation) > 0)
        {
            at--;
        }

        if (at > 0 && BufferedObservations.Compare(items[at - 1], observation) == 0)
        {
            return false;
        }

        var state = StateOf(key);
        known.Insert(at, observation);
        _bytes.Add(observation);
        if (items.Count > MaxBuffered)
        {
            counts.Overflow++;
            Learn(rule, key, state, items[0], output);
            RemoveFirst(known, 1);
        }

        if (found is null)
        {
            buffered.Put(key, known);
        }
        else
        {
            buffered.Touch(key);
        }

        if (at == 0)
        {
            Queue(key, items);
        }

        while (_bytes.Sum > options.MaxBufferedBytes && JudgeFirst(rule, output))
        {
            counts.Overflow++;
        }

        return true;
    }

    /// <summary>Judges what the watermark has passed.</summary>
    public void Advance(CorrelationRule rule, Timestamp progress, IObserveOutput output)
    {
        if (!progress.IsKnown || !_queues.TryGetValue(rule.ContentHash, out var queue))
        {
            return;
        }

        while (queue.TryPeek(out var first, out var time) && time <= progress)
        {
            queue.Dequeue();
            _due.Add(first);
        }

        foreach (var key in _due)
        {
            Advance(rule, key, progress, output);
        }

        _due.Clear();
    }

    /// <summary>Judges an observation: the earlier ones of its key have been judged.</summary>
    /// <returns>Whether anything was learned that must be kept.</returns>
    protected abstract bool Judge(CorrelationRule rule, TState state, Observation observation, IObserveOutput output);

    /// <summary>The state of a key, made where there is none; where there are too many, the tenth that was quiet longest is forgotten.</summary>
    protected TState StateOf(StateKey key)
    {
        if (states.Get(key) is { } known)
        {
            return known;
        }

        if (states.Count >= options.MaxSubjects)
        {
            // What nothing was learned of yet goes first: a flood of new keys pushes out its own, and each look makes room for many.
            foreach (var (quiet, _) in states.All.OrderBy(s => s.State.LastEvent).Take(Math.Max(1, options.MaxSubjects / 10)).ToArray())
            {
                counts.Forgotten++;
                if (buffered.Get(quiet) is { } unjudged)
                {
                    counts.Overflow += unjudged.Items.Count;
                    Drop(quiet);
                }

                states.Remove(quiet);
            }
        }

        var made = new TState();
        states.Put(key, made);
        return made;
    }

    /// <summary>Sends on an observation's signals.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="output">Where to.</param>
    /// <param name="explanation">Why; null: there is nothing more to say.</param>
    protected static void Find(Observation observation, IObserveOutput output, Explanation? explanation = null)
    {
        foreach (var signal in observation.Signals)
        {
            output.Signal(explanation is null ? signal : signal with { Explanation = explanation });
        }
    }

    private void Advance(CorrelationRule rule, StateKey key, Timestamp progress, IObserveOutput output)
    {
        if (buffered.Get(key) is not { } known)
        {
            return; // it stood there once too often
        }

        var (items, judged) = (known.Items, 0);
        while (judged < items.Count && items[judged].Evidence.Time <= progress)
        {
            Learn(rule, key, StateOf(key), items[judged++], output);
        }

        RemoveFirst(known, judged);
        if (items.Count == 0)
        {
            buffered.Remove(key);
            return;
        }

        buffered.Touch(key);
        Queue(key, items);
    }

    /// <summary>Judges the earliest that waits of a correlation.</summary>
    /// <returns>False where nothing waits.</returns>
    private bool JudgeFirst(CorrelationRule rule, IObserveOutput output)
    {
        if (!_queues.TryGetValue(rule.ContentHash, out var queue))
        {
            return false;
        }

        while (queue.TryDequeue(out var key, out _))
        {
            if (buffered.Get(key) is { Items: [var first, ..] })
            {
                Advance(rule, key, first.Evidence.Time, output);
                return true;
            }
        }

        return false;
    }

    private void Drop(StateKey key)
    {
        if (buffered.Get(key) is { } known)
        {
            _bytes.Remove(known.Items, known.Items.Count);
            buffered.Remove(key);
        }
    }

    private void RemoveFirst(BufferedObservations known, int count)
    {
        _bytes.Remove(known.Items, count);
        known.RemoveFirst(count);
    }

    private void Learn(CorrelationRule rule, StateKey key, TState state, Observation observation, IObserveOutput output)
    {
        if (Judge(rule, state, observation, output))
        {
            states.Touch(key);
        }
    }

    private void Queue(StateKey key, IReadOnlyList<Observation> items)
    {
        if (!_queues.TryGetValue(key.Correlation, out var queue))
        {
            _queues.Add(key.Correlation, queue = new PriorityQueue<StateKey, Timestamp>());
        }

        queue.Enqueue(key, items[0].Evidence.Time);
    }
}
