namespace Streams.Connectors.Sinks.Delivery;

/// <summary>The other side does not answer, is busy, or does not let us in: the same alerts are tried again later.</summary>
/// <param name="message">What it said.</param>
/// <param name="retryAfter">How long it asks to be left alone; null: it does not say.</param>
/// <param name="inner">The cause.</param>
public sealed class TemporaryDeliveryException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter => retryAfter;
}
