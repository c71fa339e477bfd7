namespace Streams.Host.Sinks;

/// <summary>What a sink has done since the process began. Its runner writes, anybody reads.</summary>
internal sealed class SinkCounts
{
    /// <summary>Alerts delivered.</summary>
    public long Delivered { get; set; }

    /// <summary>Batches that had to be tried again.</summary>
    public long Retries { get; set; }

    /// <summary>Alerts refused for good.</summary>
    public long Refused { get; set; }

    /// <summary>Alerts that a storm tells of in their place.</summary>
    public long Folded { get; set; }

    /// <summary>Records of <c>alerts</c> that are none, and alerts at which the sink fails; they are in the dead letters.</summary>
    public long Undecodable { get; set; }
}
