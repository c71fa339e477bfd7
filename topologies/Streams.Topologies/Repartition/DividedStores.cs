using System.Text;
using Streams.Engine.Hosting;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Repartition;

/// <summary>What a stage keeps by partition of its input, and where it goes with another number of partitions.</summary>
internal sealed class DividedStores
{
    /// <param name="old">The entries of each partition.</param>
    /// <param name="partitions">How many there are to be.</param>
    /// <exception cref="StateRefusedException">A later version wrote them.</exception>
    public DividedStores(IEnumerable<IEnumerable<KeyValuePair<byte[], byte[]>>> old, int partitions)
    {
        Old = [.. old.Select(EntryStore.Of)];
        New = [.. Enumerable.Range(0, partitions).Select(_ => new EntryStore())];
        foreach (var store in Old)
        {
            new StateFormat(store, "format").Load();
        }

        FurthestBehind = LeastTime();
    }

    /// <summary>As they were.</summary>
    public IReadOnlyList<EntryStore> Old { get; }

    /// <summary>As they will be.</summary>
    public IReadOnlyList<EntryStore> New { get; }

    /// <summary>The partition whose time all begin with, so that nothing which another has still to read comes late.</summary>
    public int FurthestBehind { get; }

    /// <summary>Where a key goes.</summary>
    public int PartitionOf(string key) => KeyPartitioner.Of(Encoding.UTF8.GetBytes(key), New.Count);

    /// <summary>Gives every partition the time of the one that is furthest behind, and the form of the state.</summary>
    public void CopyTime()
    {
        foreach (var store in New)
        {
            Copy(Old[FurthestBehind], store, "upstream");
            Copy(Old[FurthestBehind], store, "segment");
            new StateFormat(store, "format").Flush();
        }
    }

    /// <summary>Counts stay where they are; those of partitions that are no more go to the last.</summary>
    public void CopyCounts()
    {
        var sums = new StageCounts[New.Count];
        foreach (var (partition, state) in Loaded<StageCounts>("counts").Index())
        {
            var sum = sums[Math.Min(partition, New.Count - 1)] ??= new StageCounts();
            foreach (var key in state.Keys)
            {
                sum.Add(state.Get(key)!); // a listed key has a state
                Put("counts", Math.Min(partition, New.Count - 1), key, sum);
            }
        }
    }

    /// <summary>Moves a state whose objects are stored whole.</summary>
    public void MoveWhole<T>(string name, Func<StateKey, int> partitionOf)
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

    /// <summary>Moves a state whose objects are stored in parts.</summary>
    public void MoveParted(string name)
    {
        var (heads, parts) = (Pieces(name), new PartedKeys(name));
        foreach (var store in Old)
        {
            foreach (var (key, head) in new PiecedStore(store, name).Load())
            {
                heads[PartitionOf(StateKey.Parse(key).Subject)].Write(key, head);
            }

            foreach (var (key, part, value) in parts.Load(store))
            {
                New[PartitionOf(StateKey.Parse(key).Subject)].Put(parts.Of(key, part), value);
            }
        }
    }

    /// <summary>Moves what waits for a rule set: it lies under its correlation, of whatever key.</summary>
    /// <param name="keyOf">The key of an item.</param>
    public void MoveAwaited<T>(Func<T, string> keyOf)
    {
        var all = new Dictionary<(int Partition, string Key), BufferedItems<T>>();
        foreach (var state in Loaded<BufferedItems<T>>("awaited"))
        {
            foreach (var key in state.Keys)
            {
                var buffered = state.Get(key)!; // a listed key has a state
                foreach (var item in buffered.Items)
                {
                    var place = (PartitionOf(keyOf(item)), key);
                    if (!all.TryGetValue(place, out var items))
                    {
                        all.Add(place, items = new BufferedItems<T> { Since = buffered.Since });
                    }

                    items.Items.Add(item);
                }
            }
        }

        foreach (var ((partition, key), items) in all)
        {
            Put("awaited", partition, key, items);
        }
    }

    /// <summary>A state of each old partition.</summary>
    public IEnumerable<StoreState<T>> Loaded<T>(string name)
        where T : class
    {
        foreach (var store in Old)
        {
            var state = new StoreState<T>(store, name);
            state.Load();
            yield return state;
        }
    }

    /// <summary>The values under a prefix of each new partition.</summary>
    public PiecedStore[] Pieces(string name) => [.. New.Select(s => new PiecedStore(s, name))];

    /// <summary>Puts an object into a state that is stored whole.</summary>
    public void Put<T>(string name, int partition, string key, T value)
        where T : class
    {
        var state = new StoreState<T>(New[partition], name);
        state.Put(key, value);
        state.Flush();
    }

    /// <summary>Copies all values under a prefix.</summary>
    public static void Copy(EntryStore from, EntryStore to, string name)
    {
        var target = new PiecedStore(to, name);
        foreach (var (key, value) in new PiecedStore(from, name).Load())
        {
            target.Write(key, value);
        }
    }

    /// <summary>All partitions hear the same watermarks in the same order, so the sum of what they were told says who is behind.</summary>
    private int LeastTime()
    {
        var (least, at) = (Int128.MaxValue, 0);
        for (var partition = 0; partition < Old.Count; partition++)
        {
            var told = new StoreState<UpstreamView>(Old[partition], "upstream");
            told.Load();
            var sum = (Int128)0;
            foreach (var origin in told.Keys.SelectMany(k => told.Get(k)!.Origins.Values)) // a listed key has a view
            {
                sum += origin.Frontier.Nanoseconds;
            }

            (least, at) = sum < least ? (sum, partition) : (least, at);
        }

        return at;
    }
}
