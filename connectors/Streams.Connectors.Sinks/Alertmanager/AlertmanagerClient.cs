using System.Net.Http.Headers;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>Posts alerts to one Alertmanager. It takes the good ones of a refused request, and an alert again is the same alert.</summary>
internal sealed class AlertmanagerClient : IDisposable
{
    /// <summary>The most alerts of a request: about 1 MB.</summary>
    private const int MaxAlerts = 256;
    private readonly AlertmanagerSinkOptions _options;
    private readonly Func<string, string?> _runbookOf;
    private readonly Uri _post;
    private readonly HttpDelivery _server;
    private readonly BatchDelivery<ActiveAlert> _delivery;

    public AlertmanagerClient(Uri url, AlertmanagerSinkOptions options, Func<string, string?> runbookOf)
    {
        (_options, _runbookOf, _post) = (options, runbookOf, HttpDelivery.At(url, "/api/v2/alerts"));
        _server = new HttpDelivery("Alertmanager", url, options);
        _delivery = new BatchDelivery<ActiveAlert>(MaxAlerts, int.MaxValue, SendAsync);
    }

    /// <summary>Posts.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="refuse">Called with each alert that is refused for good, and why.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TemporaryDeliveryException">It is not reached, is busy (429, 5xx), or does not let us in (401, 403, 404).</exception>
    public async Task PostAsync(IReadOnlyList<ActiveAlert> alerts, Action<ActiveAlert, string> refuse, CancellationToken cancel)
    {
        foreach (var (alert, reason) in await _delivery.DeliverAsync([.. alerts], static _ => 0, cancel).ConfigureAwait(false))
        {
            refuse(alert, reason);
        }
    }

    public void Dispose() => _server.Dispose();

    private async Task<string?> SendAsync(ArraySegment<ActiveAlert> alerts, CancellationToken cancel)
    {
        var content = new ReadOnlyMemoryContent(PostEncoder.Encode(alerts, _options.Link, _runbookOf));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, _post) { Content = content };
        return await _server.SendAsync(request, cancel).ConfigureAwait(false);
    }
}
