using Streams.Schemas.Alerts;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate;

/// <summary>The silences of a task by the correlation that watches for them: no rule looks through those of others.</summary>
internal sealed class GapStates
{
    private readonly IKeyedState<GapState> _states;
    private readonly Dictionary<string, HashSet<string>> _keys = new(StringComparer.Ordinal);

    /// <param name="states">What the task keeps.</param>
    public GapStates(IKeyedState<GapState> states)
    {
        _states = states;
        Restored();
    }

    /// <summary>The correlations that have silences.</summary>
    public IReadOnlyCollection<string> Correlations => _keys.Keys;

    /// <summary>Looks again at what is kept: call after it has been restored.</summary>
    public void Restored()
    {
        _keys.Clear();
        foreach (var key in _states.Keys)
        {
            KeysOf(new StateKey(key).Correlation).Add(key);
        }
    }

    /// <summary>The silences of a correlation, open or ended, as they are now.</summary>
    public IReadOnlyList<(StateKey Key, GapState State)> Of(string correlation) =>
        _keys.TryGetValue(correlation, out var keys) ? [.. keys.Select(k => (new StateKey(k), _states.Get(k)!))] : []; // a listed key has a state

    /// <summary>A silence; null: there is none.</summary>
    public GapState? Get(StateKey key) => _states.Get(key.Text);

    /// <summary>Keeps a silence.</summary>
    public void Put(StateKey key, GapState state)
    {
        KeysOf(key.Correlation).Add(key.Text);
        _states.Put(key.Text, state);
    }

    /// <summary>Forgets a silence.</summary>
    public void Remove(StateKey key)
    {
        var correlation = key.Correlation;
        KeysOf(correlation).Remove(key.Text);
        if (_keys[correlation].Count == 0)
        {
            _keys.Remove(correlation);
        }

        _states.Remove(key.Text);
    }

    /// <summary>Closes the silences of a correlation that nobody watches for any more, as they stand, and forgets them.</summary>
    public void End(string correlation, ICorrelateOutput output)
    {
        foreach (var (key, state) in Of(correlation))
        {
            if (!state.IsClosed)
            {
                output.Alert(state.Written with { Status = AlertStatus.Closed });
            }

            Remove(key);
        }
    }

    private HashSet<string> KeysOf(string correlation)
    {
        if (!_keys.TryGetValue(correlation, out var keys))
        {
            _keys.Add(correlation, keys = new HashSet<string>(StringComparer.Ordinal));
        }

        return keys;
    }
}
