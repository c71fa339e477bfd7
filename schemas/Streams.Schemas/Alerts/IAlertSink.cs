namespace Streams.Schemas.Alerts;

/// <summary>
/// Where alerts are delivered to. A sink fails in three ways: what it returns is refused for good (dead letters); what it throws for a while
/// (<c>TemporaryDeliveryException</c>) brings the same alerts again later, but for those it names as settled; anything else it throws is a bug, which is told and never tried for ever.
/// </summary>
public interface IAlertSink
{
    /// <summary>Its name, part of the consumer group that keeps its place.</summary>
    string Name { get; }

    /// <summary>Delivers a batch. When it returns, the other side has every alert but the ones refused for good.</summary>
    /// <returns>What the other side will never take, each with its reason: dead letters.</returns>
    /// <exception cref="Exception">The other side does not answer or is busy: the batch comes again.</exception>
    Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel);
}
