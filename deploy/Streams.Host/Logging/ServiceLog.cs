using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace Streams.Host.Logging;

/// <summary>The service's own log: Serilog to standard error, a line an event.</summary>
internal static class ServiceLog
{
    /// <summary>The factory the engine and the web server log through. Dispose it last.</summary>
    public static ILoggerFactory Create() =>
        LoggerFactory.Create(logging =>
            logging.AddSerilog(
                new LoggerConfiguration()
                    .MinimumLevel.Information()
                    .MinimumLevel.Override("Streamiz", LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
                    .CreateLogger(),
                dispose: true
            )
        );
}
