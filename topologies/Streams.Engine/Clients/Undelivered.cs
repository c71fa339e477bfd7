using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>What a producer could not deliver: the first failure, and every topic that had one.</summary>
/// <remarks>Thread-safe: reports arrive on librdkafka's thread, refusals on the stream thread.</remarks>
internal sealed class Undelivered
{
    private readonly Lock gate = new();
    private readonly HashSet<string> topics = new(StringComparer.Ordinal);
    private (string Topic, Error Error) first;
    private volatile bool any;

    /// <summary>Whether anything was not delivered.</summary>
    public bool Any => any;

    /// <summary>Where and why: the first failure that names its cause, or else the first.</summary>
    public (string Topic, Error Error) First
    {
        get
        {
            lock (gate)
            {
                return first;
            }
        }
    }

    /// <summary>Whether the failures so far only follow from a broken transaction and do not say what broke it.</summary>
    public bool SaysNothing => any && Follows(First.Error);

    /// <summary>The topics with a failure.</summary>
    public IReadOnlyCollection<string> Topics
    {
        get
        {
            lock (gate)
            {
                return [.. topics];
            }
        }
    }

    public void Add(DeliveryReport<byte[], byte[]> report) => Add(report.Topic, report.Error);

    public void Add(string topic, Error error)
    {
        lock (gate)
        {
            topics.Add(topic);
            if (!any || (Follows(first.Error) && !Follows(error)))
            {
                first = (topic, error);
            }

            any = true;
        }
    }

    private static bool Follows(Error error) => error.Code is ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_State;
}
