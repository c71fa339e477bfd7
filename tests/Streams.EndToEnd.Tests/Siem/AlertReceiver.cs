using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>Takes alerts over HTTP, as lines of JSON at any path and as OTLP at <c>/v1/logs</c> behind any, and keeps their ids.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private const string Otlp = "/v1/logs";
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _ids = new(StringComparer.Ordinal);
    private readonly WebApplication _server;

    private AlertReceiver(WebApplication server) => _server = server;

    public string Address => _server.Urls.First();

    /// <summary>Starts one.</summary>
    public static async Task<AlertReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var receiver = new AlertReceiver(builder.Build());
        receiver._server.Run(receiver.TakeAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The ids of the alerts that came to a path, as often as they came.</summary>
    public IReadOnlyCollection<string> At(string path) => _ids.GetOrAdd(path, static _ => []);

    /// <summary>The id of an alert.</summary>
    public static string IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("id").GetString()!; // every alert has one
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var (path, text) = (context.Request.Path.Value!, await reader.ReadToEndAsync());
        var isOtlp = path.EndsWith(Otlp, StringComparison.Ordinal);
        var ids = _ids.GetOrAdd(isOtlp ? path[..^Otlp.Length] : path, static _ => []);
        foreach (var line in isOtlp ? BodiesOf(text) : text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            ids.Add(IdOf(line));
        }

        await Task.Delay(10); // a kill finds requests under way
    }

    private static IEnumerable<string> BodiesOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return
        [
            .. json
                .RootElement.GetProperty("resourceLogs")[0]
                .GetProperty("scopeLogs")[0]
                .GetProperty("logRecords")
                .EnumerateArray()
                .Select(r => r.GetProperty("body").GetProperty("stringValue").GetString()!), // the body is the alert
        ];
    }
}
