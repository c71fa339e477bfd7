using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Sinks.Grafana.Loki;
using Streams.Host.Configuration;

namespace Streams.Host.Logging;

/// <summary>The service's own log: Serilog to standard error, a line an event, and to a Loki where one is named.</summary>
internal static class ServiceLog
{
    private const string Job = "streams-service";

    /// <summary>The factory the engine and the web server log through. Dispose it last.</summary>
    public static ILoggerFactory Create(LogOptions options)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Streamiz", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        log =
            options.Format == "json"
                ? log.WriteTo.Console(new RenderedCompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
                : log.WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        if (options.Loki.Url is { } url)
        {
            log = log.WriteTo.GrafanaLoki(
                url.AbsoluteUri,
                labels: [new LokiLabel { Key = "job", Value = Job }, new LokiLabel { Key = "host", Value = Environment.MachineName }],
                credentials: options.Loki.Username.Length > 0 ? new LokiCredentials { Login = options.Loki.Username, Password = options.Loki.Password } : null,
                tenant: options.Loki.Tenant
            );
        }

        return LoggerFactory.Create(logging => logging.AddSerilog(log.CreateLogger(), dispose: true));
    }
}
