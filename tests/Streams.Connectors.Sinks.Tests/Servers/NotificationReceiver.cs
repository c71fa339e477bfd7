using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>Whom Alertmanager notifies, by webhook.</summary>
public sealed class NotificationReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;

    private NotificationReceiver(WebApplication application) => _application = application;

    public Uri Url => new(_application.Urls.First());

    /// <summary>Every alert of every notification, in the order of arrival.</summary>
    public ConcurrentQueue<SeenNotification> Seen { get; } = new();

    public static async Task<NotificationReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var receiver = new NotificationReceiver(application);
        application.MapPost("/{**any}", receiver.TakeAsync);
        await application.StartAsync();
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
