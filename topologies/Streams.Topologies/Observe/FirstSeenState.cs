using Streams.Schemas.Signals;

namespace Streams.Topologies.Observe;

/// <summary>What one subject has been seen with.</summary>
public sealed class FirstSeenState
{
    /// <summary>The time of its first event; null before it.</summary>
    public long? FirstEvent { get; set; }

    /// <summary>Each value's last time.</summary>
    public Dictionary<string, long> Values { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Observations that wait for the watermark, in order of time and id.</summary>
    public List<Observation> Waiting { get; set; } = [];
}
