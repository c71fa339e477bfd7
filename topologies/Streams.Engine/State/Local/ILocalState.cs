namespace Streams.Engine.State.Local;

/// <summary>
/// All local tables of a process, by application, store name and partition; never by TaskId, which changes its meaning when an input is removed (N22).
/// A table outlives its task, so that after a rebalance only the difference is restored.
/// </summary>
internal interface ILocalState : IDisposable
{
    /// <summary>How many bytes of read values a task should keep in front of a table; 0: none.</summary>
    long CacheBytes { get; }

    /// <summary>The table of a task; the same one as before where it was open already. Thread-safe.</summary>
    ILocalTable Open(string application, string store, int partition);

    /// <summary>A task has ended; its table may be forgotten when nobody opens it for long. Thread-safe.</summary>
    void Release(ILocalTable table);
}
