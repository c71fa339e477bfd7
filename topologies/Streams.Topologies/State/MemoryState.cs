namespace Streams.Topologies.State;

/// <summary>State that lives as long as the process: for <c>replay</c> and tests.</summary>
public sealed class MemoryState<T> : IKeyedState<T>
    where T : class
{
    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public T? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc/>
    public T? Get(ReadOnlySpan<char> key) => _values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var value) ? value : null;

    /// <inheritdoc/>
    public void Put(string key, T value) => _values[key] = value;

    /// <inheritdoc/>
    public void Touch(string key) { }

    /// <inheritdoc/>
    public void Remove(string key) => _values.Remove(key);
}
