using System.Text.Json;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The habits of every cluster that a task observes.</summary>
/// <param name="options">How surprise is measured.</param>
/// <param name="isKept">Whether what changes must be remembered, to be written.</param>
internal sealed class HabitMemory(HabitOptions options, bool isKept)
{
    /// <summary>The first part of the key of a roll-out as it was kept once, one a record, with the time when the same was written last.</summary>
    private const string FormerRollOut = "r";

    private readonly List<string> _former = [];
    private readonly Dictionary<string, (ClusterHabits Habits, HabitJournal Journal)> _clusters = new(StringComparer.Ordinal);

    /// <summary>Values and entities that were forgotten because there were too many.</summary>
    public long Forgotten
    {
        get
        {
            var sum = 0L;
            foreach (var (habits, _) in _clusters.Values)
            {
                sum += habits.Forgotten;
            }

            return sum;
        }
    }

    /// <summary>The habits of a cluster.</summary>
    public ClusterHabits Of(string cluster) => Entry(cluster).Habits;

    /// <summary>The first sighting of an entity; null where it was never seen.</summary>
    public Timestamp? SinceOf(string cluster, string entity) => _clusters.GetValueOrDefault(cluster).Habits?.Find(entity)?.First;

    /// <summary>Takes in what was kept, entities before their values.</summary>
    public void Load(IReadOnlyList<(string[] Key, byte[] Value)> records)
    {
        var entities = new Dictionary<(string Cluster, string Entity), EntityHabits>();
        foreach (var (key, value) in records)
        {
            if (key[0][0] == HabitRecords.Entity)
            {
                entities[(key[1], key[2])] = HabitRecords.ReadEntity(value);
            }
        }

        foreach (var (key, value) in records)
        {
            if (key[0][0] == HabitRecords.Value && entities.TryGetValue((key[1], key[2]), out var habits))
            {
                HabitRecords.ReadValue(habits, (HabitAspect)int.Parse(key[3], System.Globalization.CultureInfo.InvariantCulture), key[4], value);
            }
        }

        foreach (var ((cluster, entity), habits) in entities)
        {
            Of(cluster).Restore(entity, habits);
        }

        LoadRollOuts(records);
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        foreach (var (habits, journal) in _clusters.Values)
        {
            journal.Flush(habits, store);
        }

        foreach (var key in _former)
        {
            store.Put(key, null);
        }

        _former.Clear();
    }

    private void LoadRollOuts(IReadOnlyList<(string[] Key, byte[] Value)> records)
    {
        foreach (var (key, value) in records.Where(r => r.Key[0][0] == HabitRecords.RollOuts))
        {
            Of(key[1]).RestoreRollOuts(key[2], HabitRecords.ReadRollOuts(value));
        }

        foreach (var (key, value) in records.Where(r => r.Key[0] == FormerRollOut))
        {
            var rollOut = JsonSerializer.Deserialize<Behaviour>(value, StateJson.Options)!; // written by a former version
            Of(rollOut.Cluster).RollOut(rollOut.Entity, rollOut.Time, rollOut.Value);
            _former.Add(string.Join(HabitRecords.Separator, key));
        }
    }

    private (ClusterHabits Habits, HabitJournal Journal) Entry(string cluster)
    {
        if (!_clusters.TryGetValue(cluster, out var entry))
        {
            var journal = new HabitJournal(cluster);
            _clusters.Add(cluster, entry = (new ClusterHabits(options, isKept ? journal : null), journal));
        }

        return entry;
    }
}
