using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Loki;

/// <summary>
/// Pushes alerts to Grafana Loki. Loki stores the good entries of a push that it refuses, and stores an identical entry once, so what is sent again on the way does no harm.
/// </summary>
public sealed class LokiSink : IAlertSink, IDisposable
{
    internal const string TenantHeader = "X-Scope-OrgID";
    private const int MaxEntries = 1000;
    private const int StreamOverhead = 256;
    private readonly LokiRequestBuilder _requests;
    private readonly HttpDelivery _server;
    private readonly BatchDelivery<LokiEntry> _delivery;

    /// <summary>Nothing is asked of Loki yet.</summary>
    /// <param name="options">With an address.</param>
    public LokiSink(LokiSinkOptions options)
    {
        var url = options.Url ?? throw new ArgumentException("a Loki has an address", nameof(options));
        _requests = new LokiRequestBuilder(url, options.Tenant);
        _server = new HttpDelivery("Loki", url, options);
        _delivery = new BatchDelivery<LokiEntry>(MaxEntries, options.MaxPushBytes, PushAsync);
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<LokiSinkOptions>(
            "loki",
            "Grafana Loki",
            static o => o.Url is not null,
            static (o, _) => new LokiSink(o),
            static o => o.Url is null ? [] : [HttpProbe.Of(o.Url, "/loki/api/v1/labels", o, (TenantHeader, o.Tenant))]
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">Loki is not reached, is busy (429, 5xx), or does not let us in (401, 403, 404).</exception>
    public Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel) =>
        _delivery.DeliverAlertsAsync([.. alerts.Select(LokiEntryEncoder.Encode)], static e => e.Value.Length + StreamOverhead, static e => e.Alert, cancel);

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private async Task<string?> PushAsync(ArraySegment<LokiEntry> entries, CancellationToken cancel)
    {
        using var request = _requests.Build(entries);
        return await _server.SendAsync(request, cancel).ConfigureAwait(false);
    }
}
