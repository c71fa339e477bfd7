using Streams.Engine.Hosting;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Repartition;

/// <summary>
/// What stage C keeps, divided among another number of partitions of <c>signals</c>: groups, silences and buffered signals go where their keys go from now on,
/// storms stay where they are, and all begin at the time of the partition that is furthest behind.
/// </summary>
public sealed class SignalPartitions : IDividedStage
{
    private readonly DividedStores _stores;

    /// <param name="old">The entries of each partition.</param>
    /// <param name="partitions">How many there are to be.</param>
    /// <exception cref="StateRefusedException">A later version wrote them.</exception>
    public SignalPartitions(IEnumerable<IEnumerable<KeyValuePair<byte[], byte[]>>> old, int partitions) => _stores = new DividedStores(old, partitions);

    /// <summary>Whether stage B is divided anew, too: what its tasks told was told of others' keys, and is not known any more.</summary>
    public bool ForgetsObserve { get; init; }

    /// <inheritdoc/>
    public int FurthestBehind => _stores.FurthestBehind;

    /// <inheritdoc/>
    public IReadOnlyList<IEnumerable<KeyValuePair<byte[], byte[]>>> Divide()
    {
        var owners = MoveGroups();
        _stores.MoveWhole<GapState>("gap", key => _stores.PartitionOf(key.Subject[..key.Subject.LastIndexOf('@')]));
        _stores.MoveAwaited<Signal>(static signal => signal.Group);
        MoveStorms(owners);
        _stores.CopyTime();
        _stores.CopyCounts();
        foreach (var store in ForgetsObserve ? _stores.New : [])
        {
            var told = new StoreState<UpstreamView>(store, "upstream");
            told.Load();
            foreach (var upstream in told.Keys.Where(PipelineShape.IsObserve).ToArray())
            {
                told.Remove(upstream);
            }

            told.Flush();
        }

        return [.. _stores.New.Select(s => s.All)];
    }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<int, byte[]>> Waiting(byte[] key, byte[] value) => [KeyValuePair.Create(KeyPartitioner.Of(key, _stores.New.Count), value)];

    /// <inheritdoc/>
    public bool Tells(string upstream) => !ForgetsObserve || !PipelineShape.IsObserve(upstream);

    /// <summary>Each group with its signals ahead of the watermark.</summary>
    /// <returns>By alert that is not final the partition of its group.</returns>
    private Dictionary<string, int> MoveGroups()
    {
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        var (heads, signals) = (_stores.Pieces("group"), _stores.Pieces("group.signals"));
        foreach (var store in _stores.Old)
        {
            foreach (var (key, value) in new PiecedStore(store, "group").Load())
            {
                var group = StateKey.Parse(key);
                var partition = _stores.PartitionOf(group.Subject);
                heads[partition].Write(key, value);
                foreach (var alert in GroupCodec.ReadWritten(group, value))
                {
                    owners[alert.Id] = partition;
                }
            }

            foreach (var (name, value) in new PiecedStore(store, "group.signals").Load())
            {
                signals[_stores.PartitionOf(StateKey.Parse(name[..name.LastIndexOf(GroupStore.ChunkMark)]).Subject)].Write(name, value);
            }
        }

        return owners;
    }

    /// <summary>A storm stays, the last partition takes those of partitions that are no more; what it tells of follows the alerts.</summary>
    private void MoveStorms(Dictionary<string, int> owners)
    {
        var last = _stores.New.Count - 1;
        foreach (var (partition, members) in _stores.Loaded<StormMember>("storm-member").Index())
        {
            var stays = Math.Min(partition, last);
            DividedStores.Copy(_stores.Old[partition], _stores.New[stays], "storm");
            foreach (var alert in members.Keys)
            {
                _stores.Put("storm-member", owners.GetValueOrDefault(alert, stays), alert, members.Get(alert)!); // a listed key has a state
            }
        }
    }
}
