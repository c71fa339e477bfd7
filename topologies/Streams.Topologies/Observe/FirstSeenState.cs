using Streams.Schemas.Signals;

namespace Streams.Topologies.Observe;

/// <summary>What one subject has been seen with.</summary>
public sealed class FirstSeenState
{
    /// <summary>The time of its first event, of whatever kind; null before it.</summary>
    public long? FirstEvent { get; set; }

    /// <summary>The time of the last event that taught anything of it.</summary>
    public long LastEvent { get; set; }

    /// <summary>Each value's last time.</summary>
    public Dictionary<string, long> Values { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Observations that wait for the watermark, in order of time and id.</summary>
    public List<Observation> Waiting { get; set; } = [];
}
