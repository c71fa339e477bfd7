namespace Streams.Topologies.State;

/// <summary>Live objects by key, owned by one task. What was changed must be touched, so that it is written before the next commit.</summary>
/// <typeparam name="T">A state type that its codec can write.</typeparam>
public interface IKeyedState<T>
    where T : class
{
    /// <summary>The object under a key, or null.</summary>
    T? Get(string key);

    /// <summary>The object under a key that is no string yet, or null.</summary>
    T? Get(ReadOnlySpan<char> key);

    /// <summary>Puts an object under a key and marks it as changed.</summary>
    void Put(string key, T value);

    /// <summary>Marks the object under a key as changed.</summary>
    void Touch(string key);

    /// <summary>Marks an object as changed that is under a key: it need not be looked for.</summary>
    void Touch(string key, T value) => Touch(key);

    /// <summary>Removes a key.</summary>
    void Remove(string key);

    /// <summary>All keys, in no order; the state must not change meanwhile.</summary>
    IReadOnlyCollection<string> Keys { get; }
}
