using Streams.Connectors.Sinks;

namespace Streams.Host.Configuration;

/// <summary>A sink of the configuration.</summary>
/// <param name="Name">Its name: that of its kind, or <c>KIND-NAME</c>. Also in metrics, dead letters and its consumer group.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Options">Its options.</param>
internal sealed record ConfiguredSink(string Name, SinkDefinition Kind, SinkDeliveryOptions Options)
{
    /// <summary>Whether its options switch it on.</summary>
    public bool IsOn => Kind.IsOn(Options);
}
