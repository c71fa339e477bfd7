namespace Streams.Engine.Hosting;

/// <summary>Where the committed state of a task is kept on this machine.</summary>
public enum StateStore
{
    /// <summary>In RocksDB under the state directory: a restart restores only what is missing.</summary>
    RocksDb,

    /// <summary>In memory: a restart restores the whole changelog, a rebalance only what is missing.</summary>
    Memory,
}
