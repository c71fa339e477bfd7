using Streams.Connectors.Sinks.Pseudonyms;
using Streams.Connectors.Sinks.Routing;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks;

/// <summary>What every sink has: which alerts it gets, and whose names not.</summary>
public abstract record SinkDeliveryOptions
{
    [Setting("which alerts go there ([routing](siem.md#routing))")]
    public SinkRouteOptions Only { get; init; } = new();

    [Setting("names and addresses as pseudonyms ([pseudonyms](siem.md#pseudonyms))")]
    public PseudonymOptions Pseudonyms { get; init; } = new();
}
