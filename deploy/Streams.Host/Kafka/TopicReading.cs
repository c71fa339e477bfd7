using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;

namespace Streams.Host.Kafka;

/// <summary>How the topics of an installation are read.</summary>
internal static class TopicReading
{
    /// <summary>From the beginning, as the installation is reached, by its seals.</summary>
    /// <param name="kafka">The installation.</param>
    /// <param name="reader">Who reads: the end of the group's name.</param>
    /// <param name="topics">The topics.</param>
    public static TopicReaderOptions Reader(this KafkaOptions kafka, string reader, params IReadOnlyList<string> topics) =>
        new()
        {
            BootstrapServers = kafka.Bootstrap,
            Topics = topics,
            GroupId = $"{kafka.ApplicationPrefix}-{reader}",
            From = ReadFrom.Beginning,
            ClientProperties = kafka.Properties,
            Seals = kafka.Seals,
        };
}
