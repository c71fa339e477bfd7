using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>Sends alerts as OpenTelemetry log records. A request whose answer was lost comes again: the record's attributes name the alert and its state.</summary>
public sealed class OtlpSink : IAlertSink, IDisposable
{
    private const int MaxRecords = 500;
    private const int MaxBytes = 1_000_000;
    private readonly IOtlpTransport _receiver;
    private readonly BatchDelivery<(SinkAlert Alert, ReadOnlyMemory<byte> Record)> _delivery;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="options">With an address.</param>
    public OtlpSink(OtlpSinkOptions options)
    {
        var url = options.Url ?? throw new ArgumentException("a receiver has an address", nameof(options));
        _receiver = options.Protocol == OtlpSinkOptions.Grpc ? new OtlpGrpcTransport(url, options) : new OtlpHttpTransport(url, options);
        _delivery = new(MaxRecords, MaxBytes, (batch, cancel) => _receiver.SendAsync(batch.Select(static a => a.Record), cancel));
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<OtlpSinkOptions>(
            "otlp",
            "an OpenTelemetry receiver",
            static o => o.Url is not null,
            static (o, _) => new OtlpSink(o),
            static o => o.Url is null ? [] : [HttpProbe.Reach(o.Url, o)]
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">The receiver is not reached, is busy, or does not let us in.</exception>
    public Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel) =>
        _delivery.DeliverAlertsAsync([.. alerts.Select(a => (a, _receiver.Encode(a)))], static a => a.Record.Length, static a => a.Alert, cancel);

    /// <inheritdoc/>
    public void Dispose() => _receiver.Dispose();
}
