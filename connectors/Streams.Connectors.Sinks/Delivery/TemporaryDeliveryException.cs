using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Delivery;

/// <summary>The other side does not answer, is busy, or does not let us in: the same alerts are tried again later, without those at the beginning that it has taken or refused.</summary>
/// <param name="message">What it said.</param>
/// <param name="retryAfter">How long it asks to be left alone; null: it does not say.</param>
/// <param name="inner">The cause.</param>
public sealed class TemporaryDeliveryException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>How many alerts from the beginning need not come again.</summary>
    public int Settled { get; init; }

    /// <summary>Those of them that it will never take.</summary>
    public IReadOnlyList<RefusedAlert> Refused { get; init; } = [];
}
