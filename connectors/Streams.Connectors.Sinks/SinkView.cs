using Streams.Connectors.Sinks.Pseudonyms;
using Streams.Connectors.Sinks.Routing;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks;

/// <summary>Alerts as one sink sees them: those that are routed to it, without secrets and, where it says so, without names.</summary>
/// <param name="options">The sink's options.</param>
public sealed class SinkView(SinkDeliveryOptions options)
{
    private readonly SinkRoute _route = new(options.Only);

    /// <summary>The alert as the sink gets it; null where it does not.</summary>
    public Alert? Of(Alert alert) => _route.Takes(alert) ? PseudonymizedAlert.Of(Redactor.Default.Redact(alert), options.Pseudonyms) : null;
}
