namespace Streams.Host.Configuration;

/// <summary>What this process keeps on disk.</summary>
internal sealed class StateOptions
{
    /// <summary>The directory, of this process alone.</summary>
    public string Directory { get; set; } = ".state";

    /// <summary><c>rocksdb</c>: a restart restores only what is missing; <c>memory</c>: all of it. The demo keeps its state in memory.</summary>
    public string Store { get; set; } = "rocksdb";

    /// <summary>The name of this process among its peers; empty: made once and kept in the directory.</summary>
    public string Instance { get; set; } = "";

    public IEnumerable<string> Validate()
    {
        if (Store is not ("rocksdb" or "memory"))
        {
            yield return $"state.store: is {Store}; write rocksdb or memory";
        }
    }
}
