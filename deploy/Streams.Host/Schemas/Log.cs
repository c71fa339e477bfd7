using Microsoft.Extensions.Logging;

namespace Streams.Host.Schemas;

/// <summary>What the look-up of schemas says.</summary>
internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Warning,
        "the schema registry at {Url} does not answer for schema {Id}, so Avro records of it are dead letters for now (mended: streams dlq resend): {Reason}"
    )]
    public static partial void RegistryAway(ILogger log, string url, int id, string reason);
}
