using Streams.Connectors.Sinks;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Host.Sinks;

/// <summary>Which alerts a sink gets, and how it sees them.</summary>
/// <param name="takes">Whether the sink is given an alert.</param>
/// <param name="view">Its routing and pseudonyms; null: all alerts, without secrets.</param>
internal sealed class SinkSelection(Func<Alert, bool> takes, SinkView? view)
{
    /// <summary>Whether it is told of by a storm's alert instead.</summary>
    public bool IsFolded(Alert alert) => !takes(alert);

    /// <summary>The alert as the sink gets it; null where it is routed elsewhere.</summary>
    public Alert? Seen(Alert alert) => view is not null ? view.Of(alert) : Redactor.Default.Redact(alert);
}
