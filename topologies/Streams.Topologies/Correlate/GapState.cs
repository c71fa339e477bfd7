using Streams.Schemas.Alerts;

namespace Streams.Topologies.Correlate;

/// <summary>A silence that was written, and whether it has ended.</summary>
public sealed class GapState
{
    public required Alert Written { get; set; }

    /// <summary>Whether the end was written: nothing more will be.</summary>
    public bool IsClosed { get; set; }
}
