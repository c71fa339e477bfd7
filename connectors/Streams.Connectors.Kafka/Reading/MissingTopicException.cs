namespace Streams.Connectors.Kafka.Reading;

/// <summary>A topic that is to be read does not exist: nobody has made it yet, or the name or the right to see it is wrong.</summary>
/// <param name="topic">The topic.</param>
/// <param name="reason">What the broker said.</param>
public sealed class MissingTopicException(string topic, string reason)
    : IOException($"the topic {topic} does not exist ({reason}): 'streams topics create' makes it, and the service when it starts");
