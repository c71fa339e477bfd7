namespace Streams.Connectors.Sinks;

/// <summary>Puts records into a Kafka. What it is given is there when <see cref="FlushAsync"/> returns.</summary>
public interface IRecordPublisher : IDisposable
{
    /// <summary>Hands a record over; waits where too many are under way.</summary>
    /// <exception cref="Delivery.TemporaryDeliveryException">The brokers do not answer or refuse.</exception>
    Task PublishAsync(string topic, byte[] key, byte[] value, IReadOnlyList<KeyValuePair<string, byte[]>> headers, CancellationToken cancel);

    /// <summary>Waits until the brokers have all.</summary>
    /// <exception cref="Delivery.TemporaryDeliveryException">They have not.</exception>
    Task FlushAsync(CancellationToken cancel);
}
