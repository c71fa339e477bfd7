using Streams.Models.Habits;
using Streams.Schemas.Behaviours;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Remembers what of a cluster's habits has changed since the last commit, and writes that alone.</summary>
internal sealed class HabitJournal(string cluster) : IHabitJournal
{
    private readonly HashSet<string> _entities = new(StringComparer.Ordinal);
    private readonly HashSet<(string Entity, HabitAspect Aspect, string Value)> _values = [];
    private readonly HashSet<string> _rollOuts = new(StringComparer.Ordinal);

    public void Changed(string entity) => _entities.Add(entity);

    public void Changed(string entity, HabitAspect aspect, string value) => _values.Add((entity, aspect, value));

    public void RolledOut(string workload) => _rollOuts.Add(workload);

    public void Forgotten(string entity, HabitAspect aspect, string value) => _values.Add((entity, aspect, value));

    public void Forgotten(string entity) => _entities.Add(entity);

    /// <summary>Writes what has changed.</summary>
    public void Flush(ClusterHabits habits, IHabitStore store)
    {
        foreach (var (entity, aspect, value) in _values)
        {
            var trace = habits.Find(entity)?.Find(aspect) is { } known && known.Values.TryGetValue(value, out var found) ? HabitRecords.Write(found) : null;
            store.Put(HabitRecords.KeyOf(cluster, entity, aspect, value), trace);
        }

        foreach (var entity in _entities)
        {
            store.Put(HabitRecords.KeyOf(cluster, entity), habits.Find(entity) is { } known ? HabitRecords.Write(known) : null);
        }

        foreach (var workload in _rollOuts)
        {
            store.Put(HabitRecords.RollOutKeyOf(cluster, workload), habits.RollOutsOf(workload) is { Count: > 0 } facts ? HabitRecords.Write(facts) : null);
        }

        _rollOuts.Clear();
        _values.Clear();
        _entities.Clear();
    }
}
