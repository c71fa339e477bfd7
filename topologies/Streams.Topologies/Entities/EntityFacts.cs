using System.Text.Json;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>Learns pods from audit events (create, binding, status) and from container metadata.</summary>
internal static class EntityFacts
{
    /// <summary>What an event teaches of a pod; null where it teaches nothing.</summary>
    public static EntityFact? Of(ParsedEvent parsed, long time) => parsed.Source switch
    {
        EventSource.Audit => OfAudit(parsed, time),
        EventSource.Container => OfContainer(parsed.Fields, time),
        EventSource.Ebpf => OfContainer(parsed.Fields, time),
        _ => null,
    };

    private static EntityFact? OfContainer(FieldSet fields, long time)
    {
        if (!fields.Has(Field.PodName) || !fields.Has(Field.Namespace))
        {
            return null;
        }

        return new EntityFact
        {
            ValidFrom = time,
            Namespace = fields.String(Field.Namespace)!, // both checked above
            Pod = fields.String(Field.PodName)!,
            PodUid = fields.String(Field.PodUid),
            Node = fields.String(Field.NodeName),
            Ips = fields.String(Field.PodIp) is { } ip ? [ip] : [],
            ContainerIds = fields.String(Field.ContainerId) is { } id ? [id] : [],
        };
    }

    private static EntityFact? OfAudit(ParsedEvent parsed, long time)
    {
        var fields = parsed.Fields;
        if (!fields.Text(Field.Resource).SequenceEqual("pods"u8)
            || !(fields.Text(Field.Verb) is var verb && (verb.SequenceEqual("create"u8) || verb.SequenceEqual("update"u8) || verb.SequenceEqual("patch"u8) || verb.SequenceEqual("delete"u8)))
            || !(fields.Text(Field.Subresource) is var sub && (sub.IsEmpty || sub.SequenceEqual("status"u8) || sub.SequenceEqual("binding"u8)))
            || (fields.TryNumber(Field.ResponseStatusCode, out var code) && code >= 400)
            || fields.String(Field.ObjectNamespace) is not { } @namespace)
        {
            return null;
        }

        using var document = JsonDocument.Parse(parsed.Document);
        var root = document.RootElement;
        var request = Object(root, "requestObject");
        var response = Object(root, "responseObject");
        var name = fields.String(Field.ObjectName) ?? Text(response, "metadata", "name") ?? Text(request, "metadata", "name");
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var ips = new List<string>();
        var containers = new List<string>();
        foreach (var body in (ReadOnlySpan<JsonElement>)[response, request])
        {
            Status(body, ips, containers);
        }

        return new EntityFact
        {
            ValidFrom = time,
            Namespace = @namespace,
            Pod = name,
            PodUid = Text(response, "metadata", "uid") ?? (sub.SequenceEqual("binding"u8) ? null : fields.String(Field.ObjectUid)),
            Node = Text(response, "spec", "nodeName") ?? Text(request, "spec", "nodeName") ?? Text(request, "target", "name"),
            Ips = HostNetwork(response) || HostNetwork(request) ? [] : ips,
            ContainerIds = containers,
            Owner = Owner(response) ?? Owner(request),
            Ended = verb.SequenceEqual("delete"u8) || Text(response, "status", "phase") is "Succeeded" or "Failed" || Text(request, "status", "phase") is "Succeeded" or "Failed",
        };
    }

    private static void Status(JsonElement body, List<string> ips, List<string> containers)
    {
        if (Object(body, "status") is not { ValueKind: JsonValueKind.Object } status)
        {
            return;
        }

        if (Text(status, "podIP") is { Length: > 0 } ip && !ips.Contains(ip))
        {
            ips.Add(ip);
        }

        foreach (var member in Members(status, "podIPs"))
        {
            if (Text(member, "ip") is { Length: > 0 } other && !ips.Contains(other))
            {
                ips.Add(other);
            }
        }

        foreach (var container in Members(status, "containerStatuses"))
        {
            if (Text(container, "containerID") is { } id && id.LastIndexOf('/') + 1 is var at && id.Length - at >= 12)
            {
                containers.Add(id[at..]);
            }
        }
    }

    private static string? Owner(JsonElement body)
    {
        foreach (var reference in Members(Object(body, "metadata"), "ownerReferences"))
        {
            if (Text(reference, "name") is { } name && reference.TryGetProperty("controller", out var controller) && controller.ValueKind == JsonValueKind.True)
            {
                return Text(reference, "kind") is "ReplicaSet" or "Job" && name.LastIndexOf('-') is > 0 and var dash ? name[..dash] : name;
            }
        }

        return null;
    }

    private static bool HostNetwork(JsonElement body) =>
        Object(body, "spec") is { ValueKind: JsonValueKind.Object } spec && spec.TryGetProperty("hostNetwork", out var host) && host.ValueKind == JsonValueKind.True;

    private static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : default;

    private static IEnumerable<JsonElement> Members(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
