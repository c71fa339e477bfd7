namespace Streams.Schemas.Envelopes;

/// <summary>One log event of Amazon CloudWatch, as agents and Lambda forwarders give it.</summary>
internal sealed class CloudWatchEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "cloudwatch";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        element.Outline.IsString(element.Outline.Find("message"u8))
        && (element.Outline.Has("logGroup"u8) || element.Outline.Has("log_group"u8) || element.Outline.Has("logStream"u8));

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        return element.TryBecome(outline.Find("message"u8));
    }
}
