using Microsoft.Extensions.Logging;

namespace Streams.Host.Running.Kubernetes;

/// <summary>What the watch of pods says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "pods are learned from the API server at {Server}")]
    public static partial void Watching(ILogger log, Uri server);

    [LoggerMessage(LogLevel.Warning, "pods cannot be learned from the API server for now, what is known stays: {Reason}")]
    public static partial void Away(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "pods are learned from the API server again")]
    public static partial void Back(ILogger log);

    [LoggerMessage(LogLevel.Warning, "what the API server tells of pods cannot be published for now and waits: {Reason}")]
    public static partial void Unpublished(ILogger log, string reason);
}
