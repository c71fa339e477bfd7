using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>A Kubernetes list: an audit webhook's <c>EventList</c>.</summary>
internal sealed class EventList : IBatch
{
    /// <inheritdoc/>
    public string Name => "an EventList";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        element.Outline is var outline && outline.Text("kind"u8).SequenceEqual("EventList"u8) && outline.IsArray(outline.Find("items"u8));

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink) => JsonObjects.Read(batch.Outline.Raw(batch.Outline.Find("items"u8)), sink);
}
