using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>Whom Alertmanager notifies, by webhook.</summary>
public sealed class NotificationReceiver : IAsyncDisposable
{
    private WebApplication _application = null!; // set by StartAsync

    private NotificationReceiver() { }

    public Uri Url => new(_application.Urls.First());

    /// <summary>Every alert of every notification, in the order of arrival.</summary>
    public ConcurrentQueue<SeenNotification> Seen { get; } = new();

    public static async Task<NotificationReceiver> StartAsync()
    {
        var receiver = new NotificationReceiver();
        receiver._application = await LocalServer.StartAsync("/{**any}", receiver.TakeAsync);
        return receiver;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var alert in json.RootElement.GetProperty("alerts").EnumerateArray())
        {
            Seen.Enqueue(
                new SeenNotification(
                    alert.GetProperty("status").GetString()!,
                    alert.GetProperty("labels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!)
                )
            );
        }
    }
}
