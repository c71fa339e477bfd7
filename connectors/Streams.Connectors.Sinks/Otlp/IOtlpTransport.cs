using Streams.Connectors.Sinks.Delivery;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>One way to a receiver of OpenTelemetry's log records.</summary>
internal interface IOtlpTransport : IDisposable
{
    /// <summary>An alert as one log record.</summary>
    ReadOnlyMemory<byte> Encode(SinkAlert alert);

    /// <summary>Sends records in one request: null where all were taken, else why not, for good.</summary>
    /// <exception cref="TemporaryDeliveryException">The receiver is not reached, is busy, or does not let us in.</exception>
    Task<string?> SendAsync(IEnumerable<ReadOnlyMemory<byte>> records, CancellationToken cancel);
}
