using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Kernel;

/// <summary>A flow of Cilium's Hubble in JSON: the same event as a netfilter line, with Cilium's own verdict and the pods it knows.</summary>
internal sealed class HubbleDialect(ParserOptions options) : ObjectDialect
{
    private readonly HubbleLayer7 _layer7 = new(options);

    /// <inheritdoc/>
    public override string Name => "hubble";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (IsHealth(outline))
        {
            parsed.Type = EventType.Health;
            parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("time"u8)), TimeSource.Record);
            return Reading.Done;
        }

        var fields = parsed.Fields;
        var flow = outline.Find("flow"u8);
        flow =
            outline.IsObject(flow) ? flow
            : outline.IsObject(outline.Find("IP"u8)) && outline.Has("verdict"u8) ? 0
            : JsonOutline.None;
        var addresses = outline.Find(flow, "IP"u8);
        var layer4 = outline.Find(flow, "l4"u8);
        var protocol = outline.First(layer4);
        if (
            flow == JsonOutline.None
            || !FlowFields.TryAdd(
                outline.Text(outline.Find(addresses, "source"u8)),
                outline.Text(outline.Find(addresses, "destination"u8)),
                protocol == JsonOutline.None ? default : outline.Name(protocol),
                fields
            )
        )
        {
            return Reading.None;
        }

        fields.Add(Field.EventAction, Action(outline.Text(outline.Find(flow, "verdict"u8))));
        fields.Add(Field.EventReason, outline.Text(outline.Find(flow, "drop_reason_desc"u8, "dropReasonDesc"u8)));
        Layer4(outline, protocol, fields);
        parsed.Type = _layer7.Describe(outline, flow, fields);
        if (parsed.Type == EventType.Flow)
        {
            Pods(outline, flow, fields);
        }

        Node(outline, flow, fields);
        fields.Add(Field.Message, outline.Text(outline.Find(flow, "Summary"u8)));
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find(flow, "time"u8)), TimeSource.Record);
        return Reading.Done;
    }

    /// <summary>What Hubble tells of itself: its nodes, its agents, and flows that it lost.</summary>
    private static bool IsHealth(JsonOutline outline)
    {
        var told = outline.Find("lost_events"u8, "node_status"u8) is >= 0 and var found ? found : outline.Find("agent_event"u8);
        return outline.IsObject(told) && outline.IsString(outline.Find("node_name"u8));
    }

    private static ReadOnlySpan<byte> Action(ReadOnlySpan<byte> verdict) =>
        verdict switch
        {
            _ when verdict.SequenceEqual("DROPPED"u8) || verdict.SequenceEqual("ERROR"u8) => "denied"u8,
            _ when verdict.SequenceEqual("FORWARDED"u8) || verdict.SequenceEqual("REDIRECTED"u8) || verdict.SequenceEqual("TRANSLATED"u8) => "allowed"u8,
            _ => "logged"u8,
        };

    private static void Layer4(JsonOutline outline, int protocol, FieldSet fields)
    {
        FlowFields.AddPort(Field.SourcePort, outline, outline.Find(protocol, "source_port"u8, "sourcePort"u8), fields);
        FlowFields.AddPort(Field.DestinationPort, outline, outline.Find(protocol, "destination_port"u8, "destinationPort"u8), fields);
        FlowFields.AddPort(Field.IcmpType, outline, outline.Find(protocol, "type"u8), fields);
        FlowFields.AddPort(Field.IcmpCode, outline, outline.Find(protocol, "code"u8), fields);
        Span<byte> flags = stackalloc byte[64];
        var length = 0;
        var set = outline.Find(protocol, "flags"u8);
        for (var flag = outline.First(set); flag != JsonOutline.None && length + 8 < flags.Length; flag = outline.Next(flag))
        {
            if (outline.Raw(flag).Span.SequenceEqual("true"u8) && outline.Name(flag).Length < 5)
            {
                flags[length++] = (byte)',';
                outline.Name(flag).CopyTo(flags[length..]);
                length += outline.Name(flag).Length;
            }
        }

        fields.Add(Field.TcpFlags, length == 0 ? default : flags[1..length]);
    }

    /// <summary>The pod that the flow is of: its source, or of what comes from outside its destination.</summary>
    private static void Pods(JsonOutline outline, int flow, FieldSet fields)
    {
        var source = outline.Find(flow, "source"u8);
        var end = outline.Find(source, "pod_name"u8, "podName"u8) == JsonOutline.None ? outline.Find(flow, "destination"u8) : source;
        fields.Add(Field.PodName, outline.Text(outline.Find(end, "pod_name"u8, "podName"u8)));
        if (fields.Has(Field.PodName))
        {
            fields.Add(Field.Namespace, outline.Text(outline.Find(end, "namespace"u8)));
        }
    }

    private static void Node(JsonOutline outline, int flow, FieldSet fields)
    {
        if (!fields.Has(Field.NodeName))
        {
            // CLUSTER/NODE, or the node alone.
            var node = outline.Find(flow, "node_name"u8, "nodeName"u8);
            var name = outline.Text(node == JsonOutline.None ? outline.Find("node_name"u8, "nodeName"u8) : node);
            fields.Add(Field.NodeName, name[(name.LastIndexOf((byte)'/') + 1)..]);
        }
    }
}
