using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Kernel;

/// <summary>Calico's flow logs in JSON, with the pods that Calico knows. Flows of which it aggregated both addresses away are refused with the setting that keeps them.</summary>
internal sealed class CalicoDialect : ObjectDialect
{
    /// <inheritdoc/>
    public override string Name => "calico";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var (source, destination) = (outline.Find("source_type"u8), outline.Find("dest_type"u8));
        if (!outline.IsString(source) || !outline.IsString(destination) || !outline.IsString(outline.Find("reporter"u8)) || !outline.Has("start_time"u8))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        FlowFields.AddAddress(Field.SourceIp, outline.Text("source_ip"u8), fields);
        FlowFields.AddAddress(Field.DestinationIp, outline.Text("dest_ip"u8), fields);
        if (!fields.Has(Field.SourceIp) && !fields.Has(Field.DestinationIp))
        {
            return Reading.Dead(
                DeadReason.MissingField,
                "an aggregated flow of Calico, which names no address: flowLogsFileAggregationKindForAllowed and …ForDenied 0 (FelixConfiguration)"
            );
        }

        var isSource = outline.Text(source).SequenceEqual("wep"u8);
        fields.Add(Field.NetworkTransport, Transport.Name(outline.Text("proto"u8)));
        fields.Add(Field.NetworkType, fields.Text(fields.Has(Field.SourceIp) ? Field.SourceIp : Field.DestinationIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        FlowFields.AddPort(Field.SourcePort, outline, outline.Find("source_port"u8), fields);
        FlowFields.AddPort(Field.DestinationPort, outline, outline.Find("dest_port"u8), fields);
        fields.Add(Field.EventAction, outline.Text("action"u8).SequenceEqual("deny"u8) ? "denied"u8 : "allowed"u8);
        fields.Add(Field.NetfilterPrefix, Policy(outline));
        Pod(outline, isSource, fields);
        OriginName.Add(fields, Field.NodeName, outline.Text("host"u8));
        Counts(outline, fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.Type = EventType.Flow;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("start_time"u8)), TimeSource.Record);
        return Reading.Done;
    }

    /// <summary>The pod that the flow is of: its source, or of what comes from outside its destination; <c>-</c> where Calico aggregated the name away.</summary>
    private static void Pod(JsonOutline outline, bool isSource, FieldSet fields)
    {
        var name = outline.Text(isSource ? "source_name"u8 : "dest_name"u8);
        if ((isSource || outline.Text("dest_type"u8).SequenceEqual("wep"u8)) && !name.IsEmpty && !name.SequenceEqual("-"u8))
        {
            fields.Add(Field.PodName, name);
            fields.Add(Field.Namespace, outline.Text(isSource ? "source_namespace"u8 : "dest_namespace"u8));
        }
    }

    private static ReadOnlySpan<byte> Policy(JsonOutline outline)
    {
        var policies = outline.Find("policies"u8);
        var all = outline.IsObject(policies) ? outline.Find(policies, "all_policies"u8) : policies;
        if (!outline.IsArray(all))
        {
            return default;
        }

        var items = new JsonItems(outline.Raw(all));
        return items.TryNext(out var first) ? first.Span.Trim("\" "u8) : default;
    }

    /// <summary>What the sender sent, and how many connections the flow stands for.</summary>
    private static void Counts(JsonOutline outline, FieldSet fields)
    {
        var isOfSender = outline.Text("reporter"u8).SequenceEqual("src"u8);
        if (outline.TryNumber(outline.Find(isOfSender ? "bytes_out"u8 : "bytes_in"u8), out var bytes) && bytes >= 0)
        {
            fields.Add(Field.NetworkBytes, bytes);
        }

        if (outline.TryNumber(outline.Find("num_flows_started"u8), out var flows) && flows > 1)
        {
            FlowFields.AddRepeated(flows, fields);
        }
    }
}
