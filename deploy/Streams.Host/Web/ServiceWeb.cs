using System.Net;
using Microsoft.AspNetCore.Builder;
using Prometheus;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Schemas;
using Streams.Host.Web.Audit;
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
    public string Address => WebServer.AddressOf(_application);

    /// <summary>Starts it.</summary>
    /// <param name="listen">The address.</param>
    /// <param name="http">TLS, and whether and from whom audit batches are taken.</param>
    /// <param name="status">What it tells of; the console and the pipeline may come later.</param>
    /// <param name="schemas">The schemas it answers with.</param>
    /// <param name="audit">The raw audit topic; null: none.</param>
    /// <param name="producer">Publishes audit batches; null: none are taken.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<ServiceWeb> StartAsync(
        IPEndPoint listen,
        HttpOptions http,
        ServiceStatus status,
        SchemaCatalog schemas,
        string? audit,
        RawProducer? producer,
        CancellationToken cancel
    )
    {
        var application = WebServer.Create(listen, http);
        Probes.Use(application, () => status.IsAlive ? null : "a stream thread does not poll", () => status.NotReady);
        application.UseRouting();
        application.MapMetrics("/metrics");
        new SchemaEndpoints(schemas).Map(application);
        if (http.Console)
        {
            ConsoleEndpoints.Map(application, status);
        }

        if (producer is not null && http.AuditWebhook && audit is not null)
        {
            AuditEndpoint.Map(application, http, producer, audit);
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
