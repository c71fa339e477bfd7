using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Streams.Connectors.Alertmanager.Posting;

/// <summary>Posts alerts to one Alertmanager.</summary>
internal sealed class AlertmanagerClient : IDisposable
{
    /// <summary>The most alerts of a request: about 1 MB.</summary>
    private const int MaxAlerts = 256;
    private const int MaxReason = 1000;
    private readonly AlertmanagerSinkOptions _options;
    private readonly Uri _post;
    private readonly HttpClient _client;

    public AlertmanagerClient(Uri url, AlertmanagerSinkOptions options)
    {
        (_options, _post) = (options, new Uri(url.AbsoluteUri.TrimEnd('/') + "/api/v2/alerts"));
        _client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = options.Timeout }) { Timeout = options.Timeout };
        if (options.Username.Length > 0)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")));
        }
    }

    /// <summary>Posts; a request that is refused for good is cut into halves until the bad alert stands alone. Alertmanager takes the good ones of a refused request, and an alert again is the same alert.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="refuse">Called with each alert that is refused for good, and why.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="HttpRequestException">It is not reached, is busy (429, 5xx), or does not let us in (401, 403, 404).</exception>
    /// <exception cref="TaskCanceledException">It took longer than the time-out.</exception>
    public async Task PostAsync(IReadOnlyList<ActiveAlert> alerts, Action<ActiveAlert, string> refuse, CancellationToken cancel)
    {
        foreach (var chunk in alerts.Chunk(MaxAlerts))
        {
            await PostAsync(new ArraySegment<ActiveAlert>(chunk), refuse, cancel).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task PostAsync(ArraySegment<ActiveAlert> alerts, Action<ActiveAlert, string> refuse, CancellationToken cancel)
    {
        if (await SendAsync(alerts, cancel).ConfigureAwait(false) is not { } reason)
        {
            return;
        }

        if (alerts.Count == 1)
        {
            refuse(alerts[0], reason);
            return;
        }

        var half = alerts.Count / 2;
        await PostAsync(alerts[..half], refuse, cancel).ConfigureAwait(false);
        await PostAsync(alerts[half..], refuse, cancel).ConfigureAwait(false);
    }

    /// <summary>Null where it was taken; else why it never will be.</summary>
    private async Task<string?> SendAsync(IReadOnlyList<ActiveAlert> alerts, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(PostEncoder.Encode(alerts, _options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _client.PostAsync(_post, content, cancel).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var text = (await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)).Trim();
        text = $"{(int)response.StatusCode} {(text.Length > MaxReason ? text[..MaxReason] : text)}";
        return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? text
            : throw new HttpRequestException($"Alertmanager at {_post.Authority} answers {text}", null, response.StatusCode);
    }
}
