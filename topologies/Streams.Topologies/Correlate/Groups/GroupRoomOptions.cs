using Streams.Schemas.Settings;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>How many groups of correlations one task keeps.</summary>
public sealed record GroupRoomOptions
{
    /// <summary>The most groups of one task of stage C; default 200,000.</summary>
    [Setting("groups of correlations kept by one task of stage C; of more, the rule with most gives its quietest, those with an open alert last", Least = "10")]
    public int MaxGroups { get; init; } = 200_000;

    /// <summary>The most bytes they take, about; default 256 MiB.</summary>
    [Setting("bytes of groups of correlations kept by one task of stage C", Least = "1048576")]
    public long MaxGroupBytes { get; init; } = 256L << 20;
}
