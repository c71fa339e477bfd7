using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Topologies.Behaviours;

/// <summary>Finds changes of a workload's pod template in audit events: what its containers are. Annotations, restarts and replicas are none.</summary>
internal static class RollOutReader
{
    private static readonly string[] Workloads = ["deployments", "statefulsets", "daemonsets", "cronjobs"];

    /// <summary>The workload and a hash of its containers as the request has them; null where it says nothing of them.</summary>
    public static (string Workload, string Containers)? Of(ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        if (
            !(fields.Text(Field.Verb) is var verb && (verb.SequenceEqual("create"u8) || verb.SequenceEqual("update"u8) || verb.SequenceEqual("patch"u8)))
            || fields.Has(Field.Subresource)
            || fields.String(Field.Resource) is not { } resource
            || !Workloads.Contains(resource)
            || (fields.TryNumber(Field.ResponseStatusCode, out var code) && code >= 400)
            || fields.String(Field.ObjectNamespace) is not { } @namespace
            || fields.String(Field.ObjectName) is not { } name
        )
        {
            return null;
        }

        using var document = JsonDocument.Parse(parsed.Document);
        return document.RootElement.TryGetProperty("requestObject", out var request) && Containers(request, resource == "cronjobs") is { } containers
            ? ($"{@namespace}/{name}", containers)
            : null;
    }

    private static string? Containers(JsonElement request, bool isCronJob)
    {
        if (request.ValueKind == JsonValueKind.Array)
        {
            return OfJsonPatch(request);
        }

        var spec = Member(request, "spec");
        var template = isCronJob ? Member(Member(Member(spec, "jobTemplate"), "spec"), "template") : Member(spec, "template");
        var digest = new ContainerDigest();
        digest.AddPod(Member(template, "spec"));
        return digest.IsEmpty ? null : digest.ToString();
    }

    private static string? OfJsonPatch(JsonElement operations)
    {
        var digest = new ContainerDigest();
        foreach (var operation in operations.EnumerateArray())
        {
            if (
                Member(operation, "path") is { ValueKind: JsonValueKind.String } path
                && path.GetString() is { } text
                && text.Contains("/template/spec", StringComparison.Ordinal)
            )
            {
                digest.AddOperation(text, Member(operation, "value"));
            }
        }

        return digest.IsEmpty ? null : digest.ToString();
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;
}
