using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;
using Streams.Connectors.Kubernetes.Audit;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Host.WebConsole;
using Streams.Host.WebConsole.Web;

namespace Streams.Host.Web;

/// <summary>The service's own web server: <c>/metrics</c>, <c>/healthz</c>, <c>/readyz</c>, the schemas, the console, and <c>POST /audit</c> where it is switched on.</summary>
internal sealed class ServiceWeb : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;

    private ServiceWeb(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    public string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<ServiceWeb> StartAsync(IPEndPoint listen, Pipeline pipeline, AuditWebhook? webhook, ConsoleService console, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(listen);
            kestrel.Limits.MaxRequestBodySize = AuditWebhook.MaxBodyBytes;
        });
        var application = builder.Build();
        application.MapGet("/healthz", () => pipeline.Alive ? Results.Text("ok\n") : Results.Text("a stream thread does not poll\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        application.MapGet("/readyz", () => pipeline.Ready ? Results.Text("ready\n") : Results.Text("restoring\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        application.MapMetrics("/metrics");
        SchemaEndpoints.Map(application);
        ConsoleEndpoints.Map(application, console);
        if (webhook is not null)
        {
            application.MapPost("/audit", (HttpContext context) => webhook.ReceiveAsync(context));
        }

        await application.StartAsync(cancel).ConfigureAwait(false);
        return new ServiceWeb(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Open pages are told to leave; what does not leave within this time is cut off.
        using var patience = new CancellationTokenSource(Patience);
        await _application.StopAsync(patience.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }
}
