using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>What a producer could not deliver: the first failure, and every topic that had one.</summary>
/// <remarks>Thread-safe: reports arrive on librdkafka's thread, refusals on the stream thread.</remarks>
internal sealed class Undelivered
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private (string Topic, Error Error) _first;
    private volatile bool _any;

    /// <summary>Whether anything was not delivered.</summary>
    public bool Any => _any;

    /// <summary>Where and why: the first failure that names its cause, or else the first.</summary>
    public (string Topic, Error Error) First
    {
        get
        {
            lock (_gate)
            {
                return _first;
            }
        }
    }

    /// <summary>Whether the failures so far only follow from a broken transaction and do not say what broke it.</summary>
    public bool SaysNothing => _any && Follows(First.Error);

    /// <summary>The topics with a failure.</summary>
    public IReadOnlyCollection<string> Topics
    {
        get
        {
            lock (_gate)
            {
                return [.. _topics];
            }
        }
    }

    public void Add(DeliveryReport<byte[], byte[]> report) => Add(report.Topic, report.Error);

    public void Add(string topic, Error error)
    {
        lock (_gate)
        {
            _topics.Add(topic);
            if (!_any || (Follows(_first.Error) && !Follows(error)))
            {
                _first = (topic, error);
            }

            _any = true;
        }
    }

    private static bool Follows(Error error) => error.Code is ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight or ErrorCode.Local_State;
}
