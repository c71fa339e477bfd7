using System.Buffers;
using System.Net.Http.Headers;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Webhook;

/// <summary>Posts alerts to a receiver, a line each, signed. A request whose answer was lost comes again: a receiver knows an alert's state by its id, status and count.</summary>
public sealed class WebhookSink : IAlertSink, IDisposable
{
    private const string Lines = "application/x-ndjson";
    private readonly WebhookSinkOptions _options;
    private readonly Uri _url;
    private readonly IAlertFormat _format;
    private readonly WebhookSignature _signature;
    private readonly HttpDelivery _server;
    private readonly BatchDelivery<(SinkAlert Alert, ReadOnlyMemory<byte> Document)> _delivery;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="options">With an address.</param>
    /// <param name="context">The clock.</param>
    public WebhookSink(WebhookSinkOptions options, SinkContext context)
    {
        var address = options.Url ?? throw new ArgumentException("a webhook has an address", nameof(options));
        (_options, _url) = (options, HttpDelivery.WithoutUser(address));
        _format = FormatTable.Find(options.Format) ?? throw new ArgumentException($"{options.Format} is no format", nameof(options));
        _signature = new WebhookSignature(options.Secret, context.Time);
        _server = new HttpDelivery("the webhook", address, options);
        _delivery = new(_format.IsLines ? options.MaxAlerts : 1, options.MaxBytes, PostAsync);
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<WebhookSinkOptions>(
            "webhook",
            "a receiver of POST requests",
            static o => o.Url is not null,
            static (o, context) => new WebhookSink(o, context),
            static o => o.Url is null ? [] : [HttpProbe.Reach(o.Url, o)]
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">The receiver is not reached, is busy, or does not let us in.</exception>
    public Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel) =>
        _delivery.DeliverAlertsAsync([.. alerts.Select(Encode)], static a => a.Document.Length + 1, static a => a.Alert, cancel);

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private (SinkAlert Alert, ReadOnlyMemory<byte> Document) Encode(SinkAlert alert)
    {
        var document = new ArrayBufferWriter<byte>(2048);
        _format.Write(alert, document);
        return (alert, document.WrittenMemory);
    }

    private async Task<string?> PostAsync(ArraySegment<(SinkAlert Alert, ReadOnlyMemory<byte> Document)> batch, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var (_, document) in batch)
        {
            body.Write(document.Span);
            if (_format.IsLines)
            {
                body.Write("\n"u8);
            }
        }

        var bytes = body.WrittenSpan.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(_format.IsLines ? Lines : _format.ContentType);
        _signature.Sign(request, bytes);
        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _server.SendAsync(request, cancel).ConfigureAwait(false);
    }
}
