using System.Text.Json;
using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>Live objects in front of a task's change-logged store; what was touched is written at <see cref="Flush"/>.</summary>
/// <param name="store">The task's store.</param>
/// <param name="prefix">What separates this state from the others in the store.</param>
internal sealed class StoreState<T>(ITaskStore store, string prefix) : IKeyedState<T>, IStored
    where T : class
{
    private readonly PiecedStore _store = new(store, prefix);
    private readonly Dictionary<string, T> _live = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _live.Keys;

    /// <inheritdoc/>
    public void Load()
    {
        _live.Clear();
        _dirty.Clear();
        foreach (var (key, value) in _store.Load())
        {
            _live[key] = JsonSerializer.Deserialize<T>(value, StateJson.Options)
                ?? throw new InvalidDataException($"the state under {prefix} {key} cannot be read");
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var key in _dirty)
        {
            _store.Write(key, _live.TryGetValue(key, out var value) ? JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options) : null);
        }

        _dirty.Clear();
    }

    public T? Get(string key) => _live.GetValueOrDefault(key);

    public T? Get(ReadOnlySpan<char> key) => _live.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var value) ? value : null;

    public void Put(string key, T value)
    {
        _live[key] = value;
        _dirty.Add(key);
    }

    public void Touch(string key) => _dirty.Add(key);

    public void Remove(string key)
    {
        _live.Remove(key);
        _dirty.Add(key);
    }
}
