using Streams.Engine.Hosting;

namespace Streams.Engine.State;

/// <summary>
/// Questions about the state of the tasks of this process, for consoles: what is committed, never what a task has just written; a partition that is
/// being restored, or that another process has, is left out.
/// </summary>
/// <remarks>
/// Thread-safe; one question at a time. Each partition is read as it is at one moment, all of them not at the same. The stream threads go on meanwhile,
/// but for memory tables, where a commit waits until the answer is copied.
/// </remarks>
public sealed class StateQueries
{
    /// <summary>The most entries of an answer.</summary>
    public const int MostEntries = 1000;

    /// <summary>The bytes of keys and values after which an answer ends.</summary>
    public const int MostBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<TaskStores> _instances;
    private bool _closed;

    internal StateQueries(IReadOnlyList<TaskStores> instances) => _instances = instances;

    /// <summary>The tables there are, by stage, input and partition.</summary>
    public IReadOnlyList<StateTable> Tables()
    {
        var tables = new List<StateTable>();
        lock (_gate)
        {
            foreach (var (stage, input, store) in Restored())
            {
                tables.Add(new StateTable(stage, input, store.TaskId.Partition, store.Table.Entries, store.Table.Bytes));
            }
        }

        return tables;
    }

    /// <summary>The entries under a prefix.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="input">Its input topic.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="limit">The most entries wanted; at most <see cref="MostEntries"/> are given.</param>
    /// <returns>Null where this process has no such table.</returns>
    public StatePage? Find(string stage, string input, ReadOnlyMemory<byte> prefix, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var (most, bytes, any) = (Math.Min(limit, MostEntries), 0L, false);
        var entries = new List<StateEntry>();
        lock (_gate)
        {
            foreach (var (itsStage, itsInput, store) in Restored())
            {
                if (itsStage != stage || itsInput != input)
                {
                    continue;
                }

                any = true;
                foreach (var (key, value) in store.Table.Scan(prefix, most - entries.Count + 1))
                {
                    if (entries.Count == most || bytes >= MostBytes)
                    {
                        return new StatePage(entries, More: true);
                    }

                    bytes += key.Length + value.Length;
                    entries.Add(new StateEntry(store.TaskId.Partition, key, value));
                }
            }
        }

        return any ? new StatePage(entries, More: false) : null;
    }

    /// <summary>No table is touched from now on: they are about to be closed.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private IEnumerable<(string Stage, string Input, TaskStore Store)> Restored()
    {
        if (_closed)
        {
            yield break;
        }

        foreach (var stage in _instances.GroupBy(i => i.Identity.Stage))
        {
            foreach (var input in stage.Key.Inputs)
            {
                var name = StageNames.Store(stage.Key, input);
                foreach (var store in stage.SelectMany(i => i.Assigned).Where(s => s.Key.Store == name && s.Value.RestoreEnded).OrderBy(s => s.Key.Partition))
                {
                    yield return (stage.Key.Name, input, store.Value);
                }
            }
        }
    }
}
