using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>The records that AWS hands to a Lambda function (<c>Records</c>), as forwarders pass them on.</summary>
internal sealed class KinesisRecords : IBatch
{
    /// <inheritdoc/>
    public string Name => "records of Kinesis";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        element.Outline.IsArray(element.Outline.Find("Records"u8)) && element.Outline.Next(element.Outline.First(0)) == JsonOutline.None;

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink) => JsonObjects.Read(batch.Outline.Raw(batch.Outline.Find("Records"u8)), sink);
}
