using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>Azure Monitor's diagnostic records, as an Event Hub gives them; and what Amazon Data Firehose posts to an HTTP endpoint (<c>requestId</c>).</summary>
internal sealed class AzureRecords : IBatch
{
    /// <inheritdoc/>
    public string Name => "Azure records";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        element.Outline.IsArray(element.Outline.Find("records"u8))
        && (element.Outline.Next(element.Outline.First(0)) == JsonOutline.None || element.Outline.Has("requestId"u8));

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink) => JsonObjects.Read(batch.Outline.Raw(batch.Outline.Find("records"u8)), sink);
}
