using Microsoft.Extensions.Logging;

namespace Streams.Host.Running.Models;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "the model {Identity} {Does} windows that end from {From} on")]
    public static partial void InForce(ILogger logger, string identity, string does, string from);

    [LoggerMessage(Level = LogLevel.Error, Message = "the model {Refusal}; it scores nothing, the one before it goes on")]
    public static partial void Refused(ILogger logger, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the models cannot be read for now, those in force stay: {Reason}")]
    public static partial void Unreadable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the labels cannot be read for now, what was said before counts: {Reason}")]
    public static partial void LabelsUnreadable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the windows of {Topic} cannot be read for now, their drift is that of those read before: {Reason}")]
    public static partial void WindowsUnreadable(ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "the record {Offset} of {Topic} is none that this program knows and is passed over")]
    public static partial void Undecodable(ILogger logger, string topic, long offset);
}
