using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>What this process keeps on disk.</summary>
internal sealed class StateOptions
{
    [Setting("this process' own directory")]
    public string Directory { get; set; } = ".state";

    [Setting("where state is kept beside its changelog. `rocksdb`: a restart restores only what is missing; `memory`: all of it", Choices = "rocksdb memory")]
    public string Store { get; set; } = "rocksdb";

    [Setting("the name among its peers, the same after a restart; empty: made once, kept in the directory")]
    public string Instance { get; set; } = "";
}
