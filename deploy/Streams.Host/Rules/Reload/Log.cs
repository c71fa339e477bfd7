using Microsoft.Extensions.Logging;

namespace Streams.Host.Rules.Reload;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "rules {Version} ({Detections} detections, {Roots} alerting) judge events from {EffectiveFrom}")]
    public static partial void Accepted(ILogger logger, string version, int detections, int roots, string effectiveFrom);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the rules offered by {Origin} are rejected as a whole, those in force stay: {Count} errors, the first: {First}"
    )]
    public static partial void Rejected(ILogger logger, string origin, int count, string first);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Title}: {What} ({File}, line {Line})")]
    public static partial void ExceptionEnds(ILogger logger, string title, string what, string file, long line);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Error}")]
    public static partial void RuleError(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void RuleWarning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} more warnings of these rules: streams rules check tells all")]
    public static partial void MoreWarnings(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the accepted rules cannot be kept for the next start: {Reason}")]
    public static partial void NotKept(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the rules cannot be read for now, those in force stay: {Reason}")]
    public static partial void Unreadable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "the record {Offset} of {Topic} under the name {Name} is no rule set and is passed over")]
    public static partial void Undecodable(ILogger logger, string topic, long offset, string name);
}
