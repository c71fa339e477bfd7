using System.Collections.Concurrent;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>The stores of the tasks assigned to one instance, and what all of them stand on.</summary>
/// <param name="options">The engine's.</param>
/// <param name="identity">Whose they are.</param>
/// <param name="clients">Its clients.</param>
/// <param name="local">The local tables of the process.</param>
internal sealed class TaskStores(EngineOptions options, InstanceIdentity identity, InstanceClients clients, ILocalState local)
{
    private readonly List<TaskStore> _flushed = [];

    public EngineOptions Options => options;

    public InstanceIdentity Identity => identity;

    public ILocalState Local => local;

    /// <summary>The producer, which is made before any store.</summary>
    public IStageProducer Producer => clients.Producer!; // as above

    /// <summary>Where changelogs begin and end; known before any store.</summary>
    public IRestoreBounds Bounds => clients.Restore!; // as above

    /// <summary>The stores there are, by name and partition.</summary>
    public ConcurrentDictionary<(string Store, int Partition), TaskStore> Assigned { get; } = new();

    /// <summary>Measures restores, for the next start.</summary>
    public RestoreClock RestoreClock { get; init; } = new(null, options.Time);

    /// <summary>Records of changelogs restored since the start.</summary>
    public long RestoredRecords { get; set; }

    /// <summary>How often a local table was wiped because it did not fit its changelog.</summary>
    public long Wipes { get; set; }

    /// <summary>Whether every store there is has been restored.</summary>
    public bool AreRestored
    {
        get
        {
            foreach (var store in Assigned.Values)
            {
                if (!store.RestoreEnded)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A store has been flushed: what it wrote becomes state with the next commit.</summary>
    public void AwaitCommit(TaskStore store) => _flushed.Add(store);

    /// <summary>A commit succeeded.</summary>
    public void Committed()
    {
        foreach (var store in _flushed)
        {
            store.Committed();
        }

        _flushed.Clear();
    }
}
