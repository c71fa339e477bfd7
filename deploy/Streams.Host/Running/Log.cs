using Microsoft.Extensions.Logging;

namespace Streams.Host.Running;

/// <summary>What the running service says.</summary>
internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Error,
        "{Topic}[{Partition}] at {Offset}: is no fact about a pod and is left out, as is every other such record (streams_entity_undecodable_records_total): somebody else writes into this topic"
    )]
    public static partial void NoFact(ILogger log, string topic, int partition, long offset);

    [LoggerMessage(
        LogLevel.Warning,
        "{Source}: the records of {Partitions} partitions of {Topic} carry their producers' time and no heartbeats come, so time stands at the end of their log: windows stay open and absence is blind. Mend: kafka-configs.sh --alter --entity-type topics --entity-name {Topic} --add-config message.timestamp.type=LogAppendTime"
    )]
    public static partial void Clockless(ILogger log, string source, int partitions, string topic);

    [LoggerMessage(LogLevel.Warning, "{Source}: time has stood for a minute in {Partitions} partitions; windows over it stay open")]
    public static partial void Stands(ILogger log, string source, int partitions);

    [LoggerMessage(LogLevel.Information, "{Source}: time passes again in all partitions")]
    public static partial void GoesOn(ILogger log, string source);

    [LoggerMessage(LogLevel.Warning, "the table of entities cannot be read on for now, what is known stays: {Reason}")]
    public static partial void EntitiesAway(ILogger log, string reason);
}
