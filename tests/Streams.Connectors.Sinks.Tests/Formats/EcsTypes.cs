using System.Net;
using System.Text.Json;

namespace Streams.Connectors.Sinks.Tests.Formats;

/// <summary>The types of the fields of ECS 8.17 that our documents use, as its published field reference lists them; what stands under <c>streams</c> is ours.</summary>
internal static class EcsTypes
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["keyword"] =
        [
            "container.id",
            "container.image.name",
            "container.name",
            "destination.address",
            "destination.domain",
            "destination.mac",
            "dns.header_flags",
            "dns.id",
            "dns.question.class",
            "dns.question.name",
            "dns.question.registered_domain",
            "dns.question.type",
            "dns.response_code",
            "ecs.version",
            "event.action",
            "event.category",
            "event.dataset",
            "event.id",
            "event.kind",
            "event.module",
            "event.original",
            "event.outcome",
            "event.provider",
            "event.reason",
            "event.type",
            "file.path",
            "group.name",
            "host.hostname",
            "host.name",
            "http.request.method",
            "log.syslog.appname",
            "network.transport",
            "network.type",
            "observer.egress.interface.name",
            "observer.ingress.interface.name",
            "orchestrator.cluster.name",
            "orchestrator.namespace",
            "orchestrator.resource.id",
            "orchestrator.resource.name",
            "orchestrator.resource.type",
            "orchestrator.type",
            "process.executable",
            "process.name",
            "process.parent.executable",
            "process.parent.name",
            "process.working_directory",
            "related.hosts",
            "related.user",
            "rule.description",
            "rule.id",
            "rule.name",
            "rule.reference",
            "rule.uuid",
            "rule.version",
            "source.mac",
            "tags",
            "threat.framework",
            "threat.technique.id",
            "threat.technique.subtechnique.id",
            "url.path",
            "url.query",
            "user.id",
            "user.name",
            "user.target.id",
            "user.target.name",
            "user_agent.original",
        ],
        ["wildcard"] = ["process.command_line", "process.parent.command_line", "url.original"],
        ["match_only_text"] = ["message"],
        ["date"] = ["@timestamp", "event.created", "event.end", "event.start"],
        ["long"] = ["destination.port", "event.severity", "http.response.status_code", "log.syslog.priority", "network.bytes", "process.pid", "source.port"],
        ["float"] = ["event.risk_score"],
        ["ip"] = ["destination.ip", "related.ip", "source.ip"],
    };

    private static readonly Dictionary<string, string> TypeOf = Fields
        .SelectMany(t => t.Value.Select(f => (Field: f, Type: t.Key)))
        .ToDictionary(f => f.Field, f => f.Type, StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["event.kind"] = ["alert", "event"],
        ["event.outcome"] = ["success", "failure", "unknown"],
        ["event.category"] = ["api", "authentication", "file", "host", "iam", "intrusion_detection", "network", "process", "session", "web"],
        ["event.type"] = ["access", "change", "connection", "creation", "deletion", "error", "info", "protocol", "start"],
    };

    /// <summary>What is wrong with a document.</summary>
    public static IReadOnlyList<string> Errors(JsonElement document)
    {
        var errors = new List<string>();
        Check(document, "", errors);
        foreach (var required in (string[])["@timestamp", "ecs"])
        {
            if (!document.TryGetProperty(required, out _))
            {
                errors.Add($"{required}: is missing");
            }
        }

        return errors;
    }

    private static void Check(JsonElement value, string path, List<string> errors)
    {
        switch (value.ValueKind)
        {
            case var _ when path == "streams":
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Check(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", errors);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    CheckValue(item, path, errors);
                }

                break;
            default:
                CheckValue(value, path, errors);
                break;
        }
    }

    private static void CheckValue(JsonElement value, string path, List<string> errors)
    {
        var isRight = TypeOf.GetValueOrDefault(path) switch
        {
            "keyword" or "wildcard" or "match_only_text" => value.ValueKind == JsonValueKind.String,
            "date" => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
            "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "float" => value.ValueKind == JsonValueKind.Number,
            "ip" => value.ValueKind == JsonValueKind.String && IPAddress.TryParse(value.GetString(), out _),
            _ => false,
        };
        if (!isRight)
        {
            errors.Add($"{path}: {value.GetRawText()} is no {TypeOf.GetValueOrDefault(path) ?? "field of ECS"}");
        }
        else if (Allowed.TryGetValue(path, out var allowed) && !allowed.Contains(value.GetString()))
        {
            errors.Add($"{path}: {value.GetRawText()} is not among ECS's values");
        }
    }
}
