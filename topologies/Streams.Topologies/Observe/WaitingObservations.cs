using Streams.Schemas.Signals;

namespace Streams.Topologies.Observe;

/// <summary>What of one key waits for the watermark. Kept apart from what the key has taught: it changes with every event, that seldom, and may be much.</summary>
public sealed class WaitingObservations
{
    /// <summary>The observations, in order of time, id and value.</summary>
    public List<Observation> Items { get; set; } = [];
}
