using System.Text.Json;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.State;

namespace Streams.Topologies.Repartition;

/// <summary>Habits on their way to other partitions: everything of a cluster goes where the cluster goes.</summary>
internal sealed class HabitDivision
{
    private const string Habits = "habits";
    private readonly DividedStores _stores;
    private readonly PiecedStore[] _new;
    private readonly int[] _batches;

    /// <param name="stores">The stores of stage B.</param>
    public HabitDivision(DividedStores stores)
    {
        (_stores, _new) = (stores, stores.Pieces(Habits));
        _batches = new int[_new.Length];
    }

    /// <summary>Moves them.</summary>
    public void Move()
    {
        var least = new Dictionary<string, Timestamp>(StringComparer.Ordinal);
        foreach (var store in _stores.Old)
        {
            var records = new PiecedStore(store, Habits).Load().Select(r => (Key: r.Key.Split(HabitRecords.Separator), r)).ToArray();
            var horizons = records
                .Where(r => r.Key[0] == HabitLane.HorizonRecord)
                .ToDictionary(r => r.Key[1], r => JsonSerializer.Deserialize<Timestamp>(r.r.Value, StateJson.Options), StringComparer.Ordinal);
            foreach (var (lane, horizon) in horizons)
            {
                least[lane] = Timestamp.Min(horizon, least.GetValueOrDefault(lane, Timestamp.Never));
            }

            foreach (var (parts, (key, value)) in records)
            {
                Move(parts, key, value, horizons);
            }
        }

        foreach (var (lane, horizon) in least)
        {
            foreach (var store in _new)
            {
                store.Write($"{HabitLane.HorizonRecord}{HabitRecords.Separator}{lane}", JsonSerializer.SerializeToUtf8Bytes(horizon, StateJson.Options));
            }
        }
    }

    private void Move(string[] parts, string key, byte[] value, Dictionary<string, Timestamp> horizons)
    {
        switch (parts[0])
        {
            case HabitLane.HorizonRecord:
                break;
            case BehaviourBatches.Record:
                Divide(value, horizons);
                break;
            case HabitLane.PaneRecord:
                Write(parts[4], key, value);
                break;
            case ToldTimes.Record:
                Write(parts[2], key, value);
                break;
            default:
                Write(parts[1], key, value);
                break;
        }
    }

    private void Write(string cluster, string key, byte[] value) => _new[_stores.PartitionOf(cluster)].Write(key, value);

    /// <summary>What waits, without what was judged already: elsewhere time may stand before it.</summary>
    private void Divide(byte[] batch, Dictionary<string, Timestamp> horizons)
    {
        var waiting = BehaviourCodec.Decode(batch) ?? throw StoredForm.Unreadable(batch, "the behaviours that wait");
        foreach (var group in waiting.Where(b => b.Time > horizons.GetValueOrDefault(HabitLane.NameOf(b), Timestamp.Unknown)).GroupBy(b => b.Cluster))
        {
            var writer = new AvroWriter();
            BehaviourCodec.Begin(writer);
            foreach (var behaviour in group)
            {
                BehaviourCodec.Add(behaviour, writer);
            }

            var partition = _stores.PartitionOf(group.Key);
            _new[partition].Write(BehaviourBatches.KeyOf(_batches[partition]++), BehaviourCodec.End(writer));
        }
    }
}
