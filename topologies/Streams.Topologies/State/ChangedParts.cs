namespace Streams.Topologies.State;

/// <summary>The names of the parts that have changed, where anybody wants to know.</summary>
internal sealed class ChangedParts
{
    private HashSet<string>? _names;

    /// <summary>Begins to remember.</summary>
    /// <param name="there">The parts that are there.</param>
    public void Follow(IEnumerable<string> there) => _names ??= new HashSet<string>(there, StringComparer.Ordinal);

    /// <summary>A part was changed, added or removed.</summary>
    public void Add(string name) => _names?.Add(name);

    /// <summary>The changes since the last call.</summary>
    /// <param name="write">The bytes of a part; null where it is gone.</param>
    public IReadOnlyList<KeyValuePair<string, byte[]?>> Take(Func<string, byte[]?> write)
    {
        if (_names is null or { Count: 0 })
        {
            return [];
        }

        KeyValuePair<string, byte[]?>[] changes = [.. _names.Select(n => KeyValuePair.Create(n, write(n)))];
        _names.Clear();
        return changes;
    }
}
