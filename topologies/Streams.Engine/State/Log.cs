using Microsoft.Extensions.Logging;

namespace Streams.Engine.State;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The local state of {Changelog} {Partition} is wiped and restored: {Why}.")]
    public static partial void Wiped(ILogger log, string changelog, int partition, string why);

    [LoggerMessage(2, LogLevel.Warning, "{What}")]
    public static partial void Said(ILogger log, string what);
}
