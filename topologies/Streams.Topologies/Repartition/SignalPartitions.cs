using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Repartition;

/// <summary>
/// What stage C keeps, divided among another number of partitions of <c>signals</c>: groups, silences and buffered signals go where their keys go from now on,
/// storms stay where they are, and all begin at the time of the partition that is furthest behind, so that no signal which another has still to read comes late.
/// </summary>
public sealed class SignalPartitions
{
    private readonly EntryStore[] _old;
    private readonly EntryStore[] _new;

    /// <param name="old">The entries of each partition.</param>
    /// <param name="partitions">How many there are to be.</param>
    public SignalPartitions(IEnumerable<IEnumerable<KeyValuePair<byte[], byte[]>>> old, int partitions)
    {
        _old = [.. old.Select(EntryStore.Of)];
        _new = [.. Enumerable.Range(0, partitions).Select(_ => new EntryStore())];
        foreach (var store in _old)
        {
            new StateFormat(store, "format").Load();
        }

        FurthestBehind = LeastTime();
    }

    /// <summary>The partition whose time all begin with: of the watermarks that were not read yet its own are the right ones for each.</summary>
    public int FurthestBehind { get; }

    /// <summary>Where a signal goes, by the key of its record.</summary>
    public int PartitionOf(ReadOnlySpan<byte> key) => KeyPartitioner.Of(key, _new.Length);

    /// <summary>Divides them.</summary>
    /// <returns>The entries of each new partition.</returns>
    /// <exception cref="StateRefusedException">A later version wrote them.</exception>
    public IReadOnlyList<IEnumerable<KeyValuePair<byte[], byte[]>>> Divide()
    {
        var owners = MoveGroups();
        Move<GapState>("gap", key => OfGroup(key.Subject[..key.Subject.LastIndexOf('@')]));
        MoveBuffered();
        MoveStorms(owners);
        foreach (var store in _new)
        {
            Copy(_old[FurthestBehind], store, "upstream");
            Copy(_old[FurthestBehind], store, "segment");
            new StateFormat(store, "format").Flush();
        }

        for (var partition = 0; partition < _old.Length; partition++)
        {
            if (partition < _new.Length)
            {
                Copy(_old[partition], _new[partition], "counts");
            }
        }

        return [.. _new.Select(s => s.All)];
    }

    private int OfGroup(string group) => PartitionOf(Encoding.UTF8.GetBytes(group));

    /// <summary>All partitions hear the same watermarks in the same order, so the sum of what they were told says who is behind.</summary>
    private int LeastTime()
    {
        var (least, at) = (Int128.MaxValue, 0);
        for (var partition = 0; partition < _old.Length; partition++)
        {
            var told = new StoreState<UpstreamView>(_old[partition], "upstream");
            told.Load();
            var sum = (Int128)0;
            foreach (var origin in told.Keys.SelectMany(k => told.Get(k)!.Origins.Values)) // a listed key has a view
            {
                sum += origin.Frontier;
            }

            (least, at) = sum < least ? (sum, partition) : (least, at);
        }

        return at;
    }

    /// <summary>Each group with its signals ahead of the watermark.</summary>
    /// <returns>By alert that is not final the partition of its group.</returns>
    private Dictionary<string, int> MoveGroups()
    {
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        var (heads, signals) = (Pieces("group"), Pieces("group.signals"));
        foreach (var store in _old)
        {
            foreach (var (key, value) in new PiecedStore(store, "group").Load())
            {
                var group = StateKey.Parse(key);
                var partition = OfGroup(group.Subject);
                heads[partition].Write(key, value);
                foreach (var alert in GroupCodec.ReadWritten(group, value))
                {
                    owners[alert.Id] = partition;
                }
            }

            foreach (var (name, value) in new PiecedStore(store, "group.signals").Load())
            {
                signals[OfGroup(StateKey.Parse(name[..name.LastIndexOf(GroupStore.ChunkMark)]).Subject)].Write(name, value);
            }
        }

        return owners;
    }

    private void Move<T>(string name, Func<StateKey, int> partitionOf)
        where T : class
    {
        foreach (var state in Loaded<T>(name))
        {
            foreach (var key in state.Keys)
            {
                Put(name, partitionOf(StateKey.Parse(key)), key, state.Get(key)!); // a listed key has a state
            }
        }
    }

    /// <summary>Signals of a correlation that no loaded rule set has lie under the correlation, of whatever group.</summary>
    private void MoveBuffered()
    {
        var all = new Dictionary<(int Partition, string Key), BufferedItems<Signal>>();
        foreach (var state in Loaded<BufferedItems<Signal>>("awaited"))
        {
            foreach (var key in state.Keys)
            {
                var buffered = state.Get(key)!; // as above
                foreach (var signal in buffered.Items)
                {
                    var place = (OfGroup(signal.Group), key);
                    if (!all.TryGetValue(place, out var items))
                    {
                        all.Add(place, items = new BufferedItems<Signal> { Since = buffered.Since });
                    }

                    items.Items.Add(signal);
                }
            }
        }

        foreach (var ((partition, key), items) in all)
        {
            Put("awaited", partition, key, items);
        }
    }

    /// <summary>A storm stays, the last partition takes those of partitions that are no more; what it tells of follows the alerts.</summary>
    private void MoveStorms(Dictionary<string, int> owners)
    {
        for (var partition = 0; partition < _old.Length; partition++)
        {
            var stays = Math.Min(partition, _new.Length - 1);
            Copy(_old[partition], _new[stays], "storm");
            var members = new StoreState<StormMember>(_old[partition], "storm-member");
            members.Load();
            foreach (var alert in members.Keys)
            {
                Put("storm-member", owners.GetValueOrDefault(alert, stays), alert, members.Get(alert)!); // as above
            }
        }
    }

    private IEnumerable<StoreState<T>> Loaded<T>(string name)
        where T : class
    {
        foreach (var store in _old)
        {
            var state = new StoreState<T>(store, name);
            state.Load();
            yield return state;
        }
    }

    private PiecedStore[] Pieces(string name) => [.. _new.Select(s => new PiecedStore(s, name))];

    private void Put<T>(string name, int partition, string key, T value)
        where T : class
    {
        var state = new StoreState<T>(_new[partition], name);
        state.Put(key, value);
        state.Flush();
    }

    private static void Copy(EntryStore from, EntryStore to, string name)
    {
        var target = new PiecedStore(to, name);
        foreach (var (key, value) in new PiecedStore(from, name).Load())
        {
            target.Write(key, value);
        }
    }
}
