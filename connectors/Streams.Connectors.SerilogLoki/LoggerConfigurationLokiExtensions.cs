using Serilog.Configuration;
using Serilog.Events;
using Serilog.Formatting;

namespace Serilog.Sinks.Grafana.Loki;

/// <summary>Log events to Grafana Loki.</summary>
public static class LoggerConfigurationLokiExtensions
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(10);

    /// <summary>Pushes events to a Loki, in batches. While it cannot be reached they wait, up to the limit of the queue; what is lost beyond is told to <see cref="Debugging.SelfLog"/>.</summary>
    /// <param name="sinkConfiguration">Where it is added.</param>
    /// <param name="uri">The Loki: <c>http://loki:3100</c>.</param>
    /// <param name="labels">Labels of every entry.</param>
    /// <param name="propertiesAsLabels">Properties of events that are labels too: of few values each.</param>
    /// <param name="credentials">Basic authentication.</param>
    /// <param name="tenant">The tenant of a Loki of several.</param>
    /// <param name="restrictedToMinimumLevel">Events below it are not sent.</param>
    /// <param name="batchPostingLimit">The most events of a push.</param>
    /// <param name="queueLimit">The most events that wait; null: 100,000.</param>
    /// <param name="period">The time between pushes; null: a second.</param>
    /// <param name="textFormatter">How a line is written; null: as JSON.</param>
    public static LoggerConfiguration GrafanaLoki(
        this LoggerSinkConfiguration sinkConfiguration,
        string uri,
        IEnumerable<LokiLabel>? labels = null,
        IEnumerable<string>? propertiesAsLabels = null,
        LokiCredentials? credentials = null,
        string? tenant = null,
        LogEventLevel restrictedToMinimumLevel = LevelAlias.Minimum,
        int batchPostingLimit = 1000,
        int? queueLimit = null,
        TimeSpan? period = null,
        ITextFormatter? textFormatter = null
    )
    {
        ArgumentNullException.ThrowIfNull(sinkConfiguration);
        ArgumentException.ThrowIfNullOrEmpty(uri);
        var encoder = new LokiPushEncoder([.. labels ?? []], [.. propertiesAsLabels ?? []], textFormatter ?? new LokiJsonTextFormatter());
        var sink = new GrafanaLokiSink(new Uri(uri, UriKind.Absolute), encoder, credentials, tenant);
        return sinkConfiguration.Sink(
            sink,
            new BatchingOptions
            {
                BatchSizeLimit = batchPostingLimit,
                QueueLimit = queueLimit ?? 100_000,
                BufferingTimeLimit = period ?? TimeSpan.FromSeconds(1),
                EagerlyEmitFirstEvent = true,
                RetryTimeLimit = LongestOutage,
            },
            restrictedToMinimumLevel
        );
    }
}
