using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Streams.Host.Configuration;
using Streams.Host.Web.Tls;

namespace Streams.Host.Web;

/// <summary>A web server of ours: one address, with TLS where it is configured, bodies limited.</summary>
internal static class WebServer
{
    private const int MaxConnections = 1_000;
    private const double LeastBytesPerSecond = 2_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>Makes it; it is not started.</summary>
    /// <param name="listen">The address.</param>
    /// <param name="http">TLS, and under which names it is reached.</param>
    public static WebApplication Create(IPEndPoint listen, HttpOptions http)
    {
        var tls = http.Tls;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var served = tls.IsOn ? new ServedCertificate(tls, TimeProvider.System) : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = http.Webhook.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, Grace);
            kestrel.Listen(listen, at =>
            {
                if (served is not null)
                {
                    at.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(served.Current) });
                }
            });
        });
        var application = builder.Build();
        var guard = new DoorGuard(tls.IsOn, http.KnowsWhoPosts, http.Hosts);
        application.Use(guard.HandleAsync);
        return application;
    }

    /// <summary>Where a started one listens.</summary>
    public static string AddressOf(WebApplication application) =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
}
