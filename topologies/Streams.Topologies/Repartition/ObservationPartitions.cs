using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Observe;
using Streams.Topologies.State;

namespace Streams.Topologies.Repartition;

/// <summary>
/// What stage B keeps, divided among another number of partitions of <c>observations</c>: what was learned of a subject goes where the subject goes from now on, habits go with their cluster,
/// and all begin at the time of the partition that is furthest behind.
/// </summary>
public sealed class ObservationPartitions : IDividedStage
{
    private static readonly BatchCodec<Observation> OfObservations = new(ObservationCodec.Begin, ObservationCodec.Add, ObservationCodec.End);
    private static readonly BatchCodec<Behaviour> OfBehaviours = new(BehaviourCodec.Begin, BehaviourCodec.Add, BehaviourCodec.End);
    private readonly DividedStores _stores;

    /// <param name="old">The entries of each partition.</param>
    /// <param name="partitions">How many there are to be.</param>
    /// <exception cref="StateRefusedException">A later version wrote them.</exception>
    public ObservationPartitions(IEnumerable<IEnumerable<KeyValuePair<byte[], byte[]>>> old, int partitions) => _stores = new DividedStores(old, partitions);

    /// <inheritdoc/>
    public int FurthestBehind => _stores.FurthestBehind;

    /// <inheritdoc/>
    public IReadOnlyList<IEnumerable<KeyValuePair<byte[], byte[]>>> Divide()
    {
        foreach (var name in new[] { "first", "beacons", "waiting" })
        {
            _stores.MoveParted(name);
        }

        MoveRare();
        _stores.MoveAwaited<Observation>(static observation => observation.Subject);
        new HabitDivision(_stores).Move();
        _stores.CopyTime();
        _stores.CopyCounts();
        return [.. _stores.New.Select(s => s.All)];
    }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<int, byte[]>> Waiting(byte[] key, byte[] value) =>
        BehaviourCodec.Decode(value) is { } behaviours ? Batches(behaviours, static b => b.Cluster, OfBehaviours)
        : ObservationCodec.Decode(value) is { } observations ? Batches(observations, static o => o.Subject, OfObservations)
        : [KeyValuePair.Create(0, value)]; // whoever reads it sets it aside

    /// <inheritdoc/>
    public bool Tells(string upstream) => true;

    private IEnumerable<KeyValuePair<int, byte[]>> Batches<T>(IEnumerable<T> items, Func<T, string> keyOf, BatchCodec<T> codec)
    {
        foreach (var group in items.GroupBy(item => _stores.PartitionOf(keyOf(item))))
        {
            var writer = new AvroWriter();
            codec.Begin(writer);
            foreach (var item in group)
            {
                codec.Add(item, writer);
            }

            yield return KeyValuePair.Create(group.Key, codec.End(writer));
        }
    }

    /// <summary>Since when a correlation watches is known to all tasks that any of its values may come to.</summary>
    private void MoveRare()
    {
        var watches = new Dictionary<string, RareState>(StringComparer.Ordinal);
        foreach (var state in _stores.Loaded<RareState>("rare"))
        {
            foreach (var key in state.Keys)
            {
                var (known, subject) = (state.Get(key)!, StateKey.Parse(key).Subject); // a listed key has a state
                if (subject.Length > 0)
                {
                    _stores.Put("rare", _stores.PartitionOf(subject), key, known);
                }
                else if (!watches.TryGetValue(key, out var first) || known.FirstEvent < first.FirstEvent)
                {
                    watches[key] = known;
                }
            }
        }

        foreach (var (key, watch) in watches)
        {
            for (var partition = 0; partition < _stores.New.Count; partition++)
            {
                _stores.Put("rare", partition, key, watch);
            }
        }
    }
}
