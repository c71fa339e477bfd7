using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Kernel;

/// <summary>Network policy logging of GKE's Dataplane V2: a connection and its disposition.</summary>
internal sealed class GkePolicyDialect : ObjectDialect
{
    /// <inheritdoc/>
    public override string Name => "gke_policy";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var connection = outline.Find("connection"u8);
        var disposition = outline.Text("disposition"u8);
        if (
            disposition.IsEmpty
            || !FlowFields.TryAdd(
                outline.Text(outline.Find(connection, "src_ip"u8)),
                outline.Text(outline.Find(connection, "dest_ip"u8)),
                outline.Text(outline.Find(connection, "protocol"u8)),
                fields
            )
        )
        {
            return Reading.None;
        }

        fields.Add(Field.EventAction, NetfilterVerdict.Of(disposition));
        FlowFields.AddPort(Field.SourcePort, outline, outline.Find(connection, "src_port"u8), fields);
        FlowFields.AddPort(Field.DestinationPort, outline, outline.Find(connection, "dest_port"u8), fields);
        var source = outline.Find("src"u8);
        var end = outline.Find(source, "pod_name"u8) == JsonOutline.None ? outline.Find("dest"u8) : source;
        OriginName.Add(fields, Field.PodName, outline.Text(outline.Find(end, "pod_name"u8)));
        OriginName.Add(fields, Field.Namespace, outline.Text(outline.Find(end, "pod_namespace"u8)));
        OriginName.Add(fields, Field.Namespace, outline.Text(outline.Find(end, "namespace"u8)));
        OriginName.Add(fields, Field.NodeName, outline.Text("node_name"u8));
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.Type = EventType.Flow;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }
}
