using Streams.Topologies.Observe.Habits;

namespace Streams.Topologies.Tests.Observe.Habits;

/// <summary>Habits that are kept in the test's memory.</summary>
internal sealed class KeptHabits : IHabitStore
{
    private readonly SortedDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

    public int Count => _kept.Count;

    public IEnumerable<(string Key, byte[] Value)> Load() => [.. _kept.Select(k => (k.Key, k.Value))];

    public void Put(string key, byte[]? value)
    {
        _kept.Remove(key);
        if (value is not null)
        {
            _kept.Add(key, value);
        }
    }
}
