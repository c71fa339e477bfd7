namespace Streams.Connectors.Sinks;

/// <summary>What a sink may ask of the service.</summary>
public sealed record SinkContext
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes a publisher to the brokers of an address with librdkafka settings; an empty address: ours.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, IRecordPublisher> Publisher { get; init; } =
        static (_, _) => throw new NotSupportedException("there is no Kafka here");

    /// <summary>What to do about an alert of a rule, by the rule's id; null: nothing is said.</summary>
    public Func<string, string?> RunbookOf { get; init; } = static _ => null;
}
