using Streams.Schemas.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Rules;

/// <summary>
/// Keeps what another process judged by a rule set that this one has not read yet, until it has; after 5 minutes, or where too much waits, it is given up.
/// </summary>
/// <typeparam name="T">Signals or observations.</typeparam>
/// <param name="states">What waits, by the correlation's content hash.</param>
/// <param name="giveUp">Takes what waits no longer.</param>
internal sealed class UnknownRuleBuffer<T>(IKeyedState<BufferedItems<T>> states, Action<T> giveUp)
{
    /// <summary>The most that waits for one correlation.</summary>
    internal const int MaxItems = 1_000;

    /// <summary>The most correlations that are waited for.</summary>
    internal const int MaxRules = 100;
    internal const long PatienceMs = 5 * 60 * 1_000;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => states.Keys.Count == 0;

    /// <summary>Lets it wait.</summary>
    public void Add(CorrelationHash hash, T item)
    {
        var buffered = states.Get(hash.Text) ?? new BufferedItems<T>();
        if (buffered.Items.Count >= MaxItems || (buffered.Items.Count == 0 && states.Keys.Count >= MaxRules))
        {
            giveUp(item);
            return;
        }

        buffered.Items.Add(item);
        states.Put(hash.Text, buffered);
    }

    /// <summary>Hands out what waits for a correlation that has come, in the order of arrival.</summary>
    public IReadOnlyList<T> Take(CorrelationHash hash)
    {
        if (states.Get(hash.Text) is not { } buffered)
        {
            return [];
        }

        states.Remove(hash.Text);
        return buffered.Items;
    }

    /// <summary>Time passes.</summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Tick(long wallClockMs)
    {
        var changed = false;
        foreach (var hash in IsEmpty ? [] : states.Keys.ToArray())
        {
            var buffered = states.Get(hash)!; // a listed key has a state
            if (buffered.Since == 0)
            {
                buffered.Since = wallClockMs;
                states.Touch(hash);
                changed = true;
            }
            else if (wallClockMs - buffered.Since >= PatienceMs)
            {
                states.Remove(hash);
                buffered.Items.ForEach(giveUp);
                changed = true;
            }
        }

        return changed;
    }
}
