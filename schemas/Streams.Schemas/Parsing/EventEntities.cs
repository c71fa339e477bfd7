using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>The entities an event names itself, under their native ids, before anything is resolved.</summary>
internal static class EventEntities
{
    /// <summary>Writes those the event has as properties of the current object.</summary>
    public static void Write(Utf8JsonWriter json, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var aboutPod = fields.Text(Field.Resource).SequenceEqual("pods"u8);
        Put(json, "node", First(fields, Field.NodeName, parsed.Source.IsOfHosts() ? Field.HostName : Field.TokenNodeName));
        Put(json, "namespace", First(fields, Field.Namespace, Field.ObjectNamespace));
        Put(json, "pod", First(fields, Field.PodName, aboutPod ? Field.ObjectName : Field.TokenPodName));
        Put(json, "pod_uid", First(fields, Field.PodUid, aboutPod ? Field.ObjectUid : Field.TokenPodUid));
        Put(json, "container_id", fields.Text(Field.ContainerId));
        Put(json, "principal", fields.Text(Field.Principal));
        Put(json, "source_ip", fields.Text(Field.SourceIp));
        PutDestination(json, fields);
        Put(json, "credential_id", fields.Text(Field.CredentialId));
        Put(json, "domain", fields.Text(Field.QuestionName));
    }

    private static ReadOnlySpan<byte> First(FieldSet fields, Field best, Field other) => fields.Text(fields.Has(best) ? best : other);

    private static void PutDestination(Utf8JsonWriter json, FieldSet fields)
    {
        if (fields.String(Field.DestinationIp) is not { } address)
        {
            return;
        }

        var port = fields.String(Field.DestinationPort);
        var host = port is not null && address.Contains(':') ? $"[{address}]" : address;
        json.WriteString("destination", port is null ? host : $"{host}:{port}");
    }

    private static void Put(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            json.WritePropertyName(name);
            EventJsonWriter.WriteText(json, value);
        }
    }
}
