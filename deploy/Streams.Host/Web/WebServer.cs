using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kubernetes.Audit;
using Streams.Host.Configuration;
using Streams.Host.Web.Tls;

namespace Streams.Host.Web;

/// <summary>A web server of ours: one address, with TLS where it is configured, bodies limited.</summary>
internal static class WebServer
{
    /// <summary>Makes it; it is not started.</summary>
    /// <param name="listen">The address.</param>
    /// <param name="tls">Its TLS.</param>
    public static WebApplication Create(IPEndPoint listen, HttpTlsOptions tls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var served = tls.IsOn ? new ServedCertificate(tls, TimeProvider.System) : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = AuditWebhook.MaxBodyBytes;
            kestrel.Listen(listen, at =>
            {
                if (served is not null)
                {
                    at.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(served.Current) });
                }
            });
        });
        return builder.Build();
    }

    /// <summary>Where a started one listens.</summary>
    public static string AddressOf(WebApplication application) =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
}
