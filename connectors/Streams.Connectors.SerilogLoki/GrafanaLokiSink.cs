using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace Serilog.Sinks.Grafana.Loki;

/// <summary>Pushes batches. What it throws, Serilog tries again; a batch that Loki refuses is told once and not sent again: Loki keeps its good entries.</summary>
internal sealed class GrafanaLokiSink : IBatchedLogEventSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly Uri _push;
    private readonly LokiPushEncoder _encoder;

    public GrafanaLokiSink(Uri uri, LokiPushEncoder encoder, LokiCredentials? credentials, string? tenant)
    {
        (_push, _encoder) = (new Uri(uri.AbsoluteUri.TrimEnd('/') + "/loki/api/v1/push"), encoder);
        if (credentials is not null)
        {
            var pair = Encoding.UTF8.GetBytes($"{credentials.Login}:{credentials.Password}");
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }

        if (!string.IsNullOrEmpty(tenant))
        {
            _client.DefaultRequestHeaders.Add("X-Scope-OrgID", tenant);
        }
    }

    public async Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        using var content = new ByteArrayContent(_encoder.Encode(batch));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _client.PostAsync(_push, content).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            SelfLog.WriteLine("Loki at {0} refuses entries: {1}", _push.Authority, await response.Content.ReadAsStringAsync().ConfigureAwait(false));
            return;
        }

        response.EnsureSuccessStatusCode();
    }

    public Task OnEmptyBatchAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();
}
