using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Sinks.Tests.Servers;

namespace Streams.Connectors.Sinks.Tests.Alertmanager;

/// <summary>Answers as a real one cannot be made to: refuses alerts that are good, is busy, or never answers. Like the real one it takes the good alerts of a request that it refuses.</summary>
internal sealed class AlertmanagerDouble : IAsyncDisposable
{
    private WebApplication _application = null!; // set by StartAsync

    private AlertmanagerDouble() { }

    public Uri Url => new(_application.Urls.First());

    /// <summary>Ids that it refuses.</summary>
    public HashSet<string> Refuses { get; } = [];

    /// <summary>Answers to give before looking at the request, one each.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>Whether it takes requests and answers none.</summary>
    public bool Hangs { get; set; }

    /// <summary>Each alert of each request, as it came.</summary>
    public ConcurrentQueue<JsonElement> Seen { get; } = new();

    public string? Authorization { get; private set; }

    public int Requests { get; private set; }

    public static async Task<AlertmanagerDouble> StartAsync()
    {
        var alertmanager = new AlertmanagerDouble();
        alertmanager._application = await LocalServer.StartAsync("/api/v2/alerts", alertmanager.PostAsync);
        return alertmanager;
    }

    /// <summary>The ids that it has taken, each as often as it came.</summary>
    public string[] Ids() => [.. Seen.Select(IdOf)];

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static string IdOf(JsonElement alert) => alert.GetProperty("labels").GetProperty("alert_id").GetString()!;

    private async Task PostAsync(HttpContext context)
    {
        Requests++;
        Authorization = context.Request.Headers.Authorization;
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (Answers.TryDequeue(out var told))
        {
            context.Response.StatusCode = told;
            return;
        }

        var json = await JsonDocument.ParseAsync(context.Request.Body);
        var bad = 0;
        foreach (var alert in json.RootElement.EnumerateArray())
        {
            if (Refuses.Contains(IdOf(alert)))
            {
                bad++;
            }
            else
            {
                Seen.Enqueue(alert);
            }
        }

        if (bad > 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("\"at least one label pair required\"");
        }
    }
}
