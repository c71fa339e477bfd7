using System.Net;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Loki.Pushing;

/// <summary>
/// Pushes alerts to Grafana Loki. A push that Loki refuses for good is cut into halves until the bad entry stands alone; Loki stores the good ones of a refused
/// push, and stores an identical entry once, so what is sent again on the way does no harm.
/// </summary>
public sealed class LokiSink : IAlertSink, IDisposable
{
    private const int MaxReason = 1000;
    private readonly LokiRequestBuilder _requests;
    private readonly HttpClient _client;

    /// <summary>Nothing is asked of Loki yet.</summary>
    public LokiSink(LokiSinkOptions options)
    {
        _requests = new LokiRequestBuilder(options);
        _client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = options.Timeout,
        };
    }

    /// <inheritdoc/>
    public string Name => "loki";

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">Loki is not reached, is busy (429, 5xx), or does not let us in (401, 403, 404).</exception>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        var refused = new List<RefusedAlert>();
        foreach (var push in _requests.Cut([.. alerts.Select(LokiEntryEncoder.Encode)]))
        {
            await PushAsync(push, refused, cancel).ConfigureAwait(false);
        }

        return refused;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task PushAsync(ArraySegment<LokiEntry> entries, List<RefusedAlert> refused, CancellationToken cancel)
    {
        var reason = await SendAsync(entries, cancel).ConfigureAwait(false);
        if (reason is null)
        {
            return;
        }

        if (entries.Count == 1)
        {
            refused.Add(new RefusedAlert(entries[0].Alert, reason));
            return;
        }

        var half = entries.Count / 2;
        await PushAsync(entries[..half], refused, cancel).ConfigureAwait(false);
        await PushAsync(entries[half..], refused, cancel).ConfigureAwait(false);
    }

    /// <summary>Null where Loki took it; else why it never will.</summary>
    private async Task<string?> SendAsync(ArraySegment<LokiEntry> entries, CancellationToken cancel)
    {
        using var request = _requests.Build(entries);
        using var response = await _client.SendAsync(request, cancel).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var text = (await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)).Trim();
        text = $"{(int)response.StatusCode} {(text.Length > MaxReason ? text[..MaxReason] : text)}";
        return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? text
            : throw new HttpRequestException($"Loki answers {text}", null, response.StatusCode);
    }
}
