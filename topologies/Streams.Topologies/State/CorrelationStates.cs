using Streams.Schemas.Signals;

namespace Streams.Topologies.State;

/// <summary>What a task keeps for its correlations, by correlation: nobody looks through the keys of others.</summary>
/// <typeparam name="T">What is kept under a key.</typeparam>
internal sealed class CorrelationStates<T>
    where T : class
{
    private readonly IKeyedState<T> _states;
    private readonly Dictionary<CorrelationHash, HashSet<StateKey>> _keys = new(CorrelationHashComparer.Instance);

    /// <param name="states">What the task keeps; nobody else puts into it or removes from it.</param>
    public CorrelationStates(IKeyedState<T> states)
    {
        _states = states;
        Restored();
    }

    /// <summary>How many keys there are.</summary>
    public int Count => _states.Keys.Count;

    /// <summary>The correlations of which something is kept.</summary>
    public IReadOnlyCollection<CorrelationHash> Correlations => _keys.Keys;

    /// <summary>Everything that is kept; it must not change meanwhile.</summary>
    public IEnumerable<(StateKey Key, T State)> All => _keys.Values.SelectMany(keys => keys.Select(Entry));

    /// <summary>Looks again at what is kept: call after it has been restored.</summary>
    public void Restored()
    {
        _keys.Clear();
        foreach (var key in _states.Keys)
        {
            List(StateKey.Parse(key));
        }
    }

    /// <summary>What is kept for a correlation, as it is now.</summary>
    public IReadOnlyList<(StateKey Key, T State)> Of(CorrelationHash correlation) =>
        _keys.TryGetValue(correlation, out var keys) ? [.. keys.Select(Entry)] : [];

    /// <summary>What is kept under a key, or null.</summary>
    public T? Get(StateKey key) => _states.Get(key.Text);

    /// <summary>Keeps an object under a key, and marks it as changed.</summary>
    public void Put(StateKey key, T state)
    {
        List(key);
        _states.Put(key.Text, state);
    }

    /// <summary>Marks what is kept under a key as changed.</summary>
    public void Touch(StateKey key) => _states.Touch(key.Text);

    /// <summary>Forgets what is kept under a key.</summary>
    public void Remove(StateKey key)
    {
        _states.Remove(key.Text);
        if (_keys.TryGetValue(key.Correlation, out var keys) && keys.Remove(key) && keys.Count == 0)
        {
            _keys.Remove(key.Correlation);
        }
    }

    private (StateKey Key, T State) Entry(StateKey key) => (key, _states.Get(key.Text)!); // a listed key has a state

    private void List(StateKey key)
    {
        if (!_keys.TryGetValue(key.Correlation, out var keys))
        {
            _keys.Add(key.Correlation, keys = []);
        }

        keys.Add(key);
    }
}
