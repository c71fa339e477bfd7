using Microsoft.Extensions.Logging;

namespace Streams.Host.Sinks;

internal static partial class SinkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the sink {Sink} cannot deliver and tries again until it can; nothing is lost: {Reason}")]
    public static partial void Stuck(ILogger logger, string sink, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "the sink {Sink} delivers again after {Seconds:F0} s and {Retries} attempts")]
    public static partial void Again(ILogger logger, string sink, double seconds, long retries);

    [LoggerMessage(Level = LogLevel.Error, Message = "the sink {Sink} fails on the alert {Alert}, which goes to the dead letters")]
    public static partial void Unusable(ILogger logger, Exception exception, string sink, string alert);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the sink {Sink}: {Count} alerts are refused for good and go to the dead letters, the first: {Reason}")]
    public static partial void Refused(ILogger logger, string sink, int count, string reason);
}
