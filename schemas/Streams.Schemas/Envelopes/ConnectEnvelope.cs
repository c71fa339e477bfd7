namespace Streams.Schemas.Envelopes;

/// <summary>Kafka Connect's JSON converter with schemas: <c>{"schema":…,"payload":…}</c>.</summary>
internal sealed class ConnectEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "connect";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("schema"u8) && element.Outline.Has("payload"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element) => element.TryBecome(element.Outline.Find("payload"u8));
}
