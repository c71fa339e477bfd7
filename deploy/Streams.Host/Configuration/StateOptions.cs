namespace Streams.Host.Configuration;

/// <summary>What this process keeps on disk.</summary>
internal sealed class StateOptions
{
    /// <summary>The directory, of this process alone.</summary>
    public string Directory { get; set; } = ".state";

    /// <summary>The name of this process among its peers; empty: made once and kept in the directory.</summary>
    public string Instance { get; set; } = "";
}
