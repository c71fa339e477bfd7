using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>A server of this process at a free port, for what is posted to it.</summary>
internal static class LocalServer
{
    public static async Task<WebApplication> StartAsync(string route, RequestDelegate take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.MapPost(route, take);
        await application.StartAsync();
        return application;
    }
}
