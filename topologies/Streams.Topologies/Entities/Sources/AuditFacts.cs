using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>
/// Learns pods from what the API server decided: its answers, bindings, and the statuses that a node reports of its own pods.
/// Refused requests and dry runs teach nothing, nor does a status in the body of anybody else's request: the server drops it, audit keeps it.
/// </summary>
internal static class AuditFacts
{
    private const string NodePrefix = "system:node:";

    /// <summary>The fact; null where it teaches nothing.</summary>
    public static EntityFact? Of(ParsedEvent parsed, Timestamp time)
    {
        var fields = parsed.Fields;
        if (!fields.Text(Field.Resource).SequenceEqual("pods"u8) || !IsDone(fields) || fields.String(Field.ObjectNamespace) is not { Length: > 0 } @namespace)
        {
            return null;
        }

        using var document = JsonDocument.Parse(parsed.Document);
        var root = document.RootElement;
        var sub = fields.String(Field.Subresource) ?? "";
        var stored = StoredPod(root);
        var name = JsonPath.Text(stored, "metadata", "name") ?? fields.String(Field.ObjectName);
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var reporter = Reporter(fields);
        var report = sub == "status" && reporter is not null ? JsonPath.Object(root, "requestObject") : default;
        var isDelete = fields.Text(Field.EventEffect).SequenceEqual("delete"u8);
        var isFinal = reporter is not null || fields.Text(Field.Principal).SequenceEqual("system:serviceaccount:kube-system:pod-garbage-collector"u8);
        var status = PodStatus.Of(stored, report);
        var bound = sub == "binding" ? JsonPath.Text(JsonPath.Object(root, "requestObject"), "target", "name") : null;
        return new EntityFact
        {
            ValidFrom = time,
            Rank =
                report.ValueKind == JsonValueKind.Object ? FactRank.Reported
                : stored.ValueKind == JsonValueKind.Object || bound is not null ? FactRank.Decided
                : FactRank.Named,
            Namespace = @namespace,
            Pod = name,
            PodUid = JsonPath.Text(stored, "metadata", "uid") ?? Uid(fields, sub),
            Node = JsonPath.Text(stored, "spec", "nodeName") ?? (report.ValueKind == JsonValueKind.Object ? reporter : bound),
            Ips = status.Addresses,
            ContainerIds = status.ContainerIds,
            Owner = Owner(stored) ?? Owner(JsonPath.Object(root, "requestObject")),
            Ended = isFinal && (isDelete || status.HasEnded),
            EndExpected = !isFinal && (isDelete || status.HasEnded) ? time + (Grace(root, stored, fields) * Timestamp.Second) : null,
        };
    }

    /// <summary>Whether the API server did what was asked: it answered, did not refuse, and it was no dry run.</summary>
    private static bool IsDone(FieldSet fields) =>
        fields.Text(Field.EventEffect) is var effect
        && (effect.SequenceEqual("create"u8) || effect.SequenceEqual("change"u8) || effect.SequenceEqual("delete"u8))
        && fields.TryNumber(Field.ResponseStatusCode, out var code)
        && code is >= 200 and < 300
        && fields.Text(Field.AuditStage).SequenceEqual("ResponseComplete"u8)
        && fields.Text(Field.Subresource) is var sub
        && (sub.IsEmpty || sub.SequenceEqual("status"u8) || sub.SequenceEqual("binding"u8) || sub.SequenceEqual("eviction"u8));

    /// <summary>The pod as the API server answered it; nothing where the answer is something else, or was not recorded.</summary>
    private static JsonElement StoredPod(JsonElement root) =>
        JsonPath.Object(root, "responseObject") is var answer && JsonPath.Text(answer, "kind") == "Pod" ? answer : default;

    /// <summary>
    /// The node that speaks for itself; null where it is anybody else, or somebody acting as another.
    /// The API server lets a node write the status and the end of the pods that are bound to it, and of no others.
    /// </summary>
    private static string? Reporter(FieldSet fields) =>
        fields.String(Field.Principal) is { } user
        && user.StartsWith(NodePrefix, StringComparison.Ordinal)
        && user.Length > NodePrefix.Length
        && !fields.Has(Field.ImpersonatedPrincipal)
            ? user[NodePrefix.Length..]
            : null;

    /// <summary>The uid of a change: it must be the pod's own, or the server refuses. Of a create it is what the client wrote, and the server gives another.</summary>
    private static string? Uid(FieldSet fields, string sub) =>
        (sub.Length == 0 || sub == "status") && !fields.Text(Field.EventEffect).SequenceEqual("create"u8) ? fields.String(Field.ObjectUid) : null;

    private static long Grace(JsonElement root, JsonElement stored, FieldSet fields)
    {
        var asked = JsonPath.Number(stored, "metadata", "deletionGracePeriodSeconds")
            ?? JsonPath.Number(JsonPath.Object(root, "requestObject"), "gracePeriodSeconds")
            ?? OfUri(fields.String(Field.RequestUri) ?? "");
        return PodReport.GraceSeconds(asked);
    }

    private static long? OfUri(string uri)
    {
        const string Parameter = "gracePeriodSeconds=";
        var at = uri.IndexOf(Parameter, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var value = uri.AsSpan(at + Parameter.Length);
        var end = value.IndexOf('&');
        return long.TryParse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private static string? Owner(JsonElement body)
    {
        foreach (var reference in JsonPath.Members(JsonPath.Object(body, "metadata"), "ownerReferences"))
        {
            if (
                JsonPath.Text(reference, "name") is { } name
                && reference.TryGetProperty("controller", out var controller)
                && controller.ValueKind == JsonValueKind.True
            )
            {
                return OwnerName.Of(JsonPath.Text(reference, "kind"), name);
            }
        }

        return null;
    }
}
