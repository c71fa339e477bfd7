using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>Live objects in front of a task's change-logged store, each stored in parts; of what was touched the parts that changed are written at <see cref="Flush"/>.</summary>
/// <param name="store">The task's store.</param>
/// <param name="prefix">What separates this state from the others in the store.</param>
internal sealed class PartedStore<T>(ITaskStore store, string prefix) : IKeyedState<T>, IStored
    where T : class, IParted, new()
{
    private readonly PiecedStore _heads = new(store, prefix);
    private readonly PartedKeys _parts = new(prefix);
    private readonly Dictionary<string, T> _live = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Keys => _live.Keys;

    /// <inheritdoc/>
    public void Load()
    {
        _live.Clear();
        _dirty.Clear();
        _removed.Clear();
        var old = new List<string>();
        foreach (var (key, head) in _heads.Load())
        {
            _live[key] = new T();
            if (_live[key].ReadHead(head))
            {
                old.Add(key);
            }
        }

        foreach (var (key, name, part) in _parts.Load(store))
        {
            if (!_live.TryGetValue(key, out var state))
            {
                throw new InvalidDataException($"there is a part of the state under {prefix} {key}, and no head");
            }

            state.ReadPart(name, part);
        }

        foreach (var (key, state) in _live)
        {
            state.Follow();
            if (!old.Contains(key))
            {
                state.TakeChanges();
            }
        }

        _dirty.UnionWith(old);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var key in _removed)
        {
            _heads.Write(key, null);
            store.RemovePrefix(_parts.Of(key, ""));
        }

        foreach (var key in _dirty)
        {
            if (_live.TryGetValue(key, out var state))
            {
                _heads.Write(key, state.WriteHead());
                foreach (var (name, part) in state.TakeChanges())
                {
                    store.Put(_parts.Of(key, name), part);
                }
            }
        }

        _removed.Clear();
        _dirty.Clear();
    }

    public T? Get(string key) => _live.GetValueOrDefault(key);

    public T? Get(ReadOnlySpan<char> key) => _live.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var value) ? value : null;

    public void Put(string key, T value)
    {
        value.Follow();
        _live[key] = value;
        _dirty.Add(key);
    }

    public void Touch(string key) => _dirty.Add(key);

    public void Remove(string key)
    {
        if (_live.Remove(key))
        {
            _removed.Add(key);
        }
    }
}
