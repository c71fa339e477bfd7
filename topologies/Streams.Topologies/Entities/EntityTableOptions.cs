using Streams.Schemas.Settings;

namespace Streams.Topologies.Entities;

/// <summary>How much of pods a process remembers.</summary>
public sealed record EntityTableOptions
{
    /// <summary>
    /// The bytes that pods take, about; default 256 MiB. Of more, those go first that no API server or node vouches for: heard of for less than a minute, then ended, then the quietest.
    /// </summary>
    [Setting(
        "bytes of pods remembered; of more, those go first that neither the API server nor a node vouches for, the quietest before the others",
        Least = "1048576"
    )]
    public long MaxEntityBytes { get; init; } = 256L << 20;
}
