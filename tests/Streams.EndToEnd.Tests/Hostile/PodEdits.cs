using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A tenant asks the API server for things about pods that are not so, or are refused.</summary>
internal static class PodEdits
{
    private const string Tenant = "mallory@corp.example";

    public static IEnumerable<Edit> All => Victims.SelectMany(v => Edits(v.Label, v.Namespace, v.Pod, v.Address, v.Container)).ToList();

    private static IEnumerable<(string Label, string Namespace, string Pod, string Address, string Container)> Victims =>
        [Facts("dev", "sandbox-"), Facts("shop", "api-")];

    private static IEnumerable<Edit> Edits(string label, string ns, string pod, string address, string container)
    {
        var status = new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = address,
            ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }),
            ["containerStatuses"] = new JsonArray(new JsonObject { ["name"] = "a", ["containerID"] = "containerd://" + container }),
        };
        yield return One($"delete with a long grace period ({label})", at => Request("delete", ns, pod, "?gracePeriodSeconds=3600", 200, at));
        yield return One($"delete as a dry run ({label})", at => Request("delete", ns, pod, "?dryRun=All", 200, at));
        yield return One($"delete that is refused ({label})", at => Request("delete", ns, pod, "", 403, at));
        yield return One($"creation with a forged status ({label})", at => Request("create", "mallory", "decoy", "", 201, at, Pod(status)));
        yield return One($"creation with a forged status as a dry run ({label})", at =>
            Request("create", "mallory", "decoy", "?dryRun=All", 201, at, Pod(status))
        );
        yield return One($"creation with a forged status that is refused ({label})", at => Request("create", "mallory", "decoy", "", 403, at, Pod(status)));
        yield return One($"patch with a forged status ({label})", at =>
            Request("patch", "mallory", "decoy", "", 200, at, new JsonObject { ["status"] = status.DeepClone() })
        );
        yield return One($"status written by no kubelet ({label})", at =>
            Request("patch", "mallory", "decoy", "/status", 403, at, new JsonObject { ["status"] = status.DeepClone() })
        );
    }

    private static Edit One(string name, Func<DateTimeOffset, string> line) => Script.Insert(name, EventSource.Audit, (0.02, line));

    private static JsonObject Pod(JsonObject status) =>
        new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = "decoy", ["namespace"] = "mallory" },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "a", ["image"] = "pause" }), ["nodeName"] = "node-1" },
            ["status"] = status.DeepClone(),
        };

    private static string Request(string verb, string ns, string name, string query, int code, DateTimeOffset at, JsonObject? body = null)
    {
        var sub = query.StartsWith('/') ? query[1..] : null;
        var time = at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);
        var reference = new JsonObject
        {
            ["resource"] = "pods",
            ["namespace"] = ns,
            ["name"] = name,
            ["apiVersion"] = "v1",
        };
        if (sub is not null)
        {
            reference["subresource"] = sub;
        }

        var audit = new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "audit.k8s.io/v1",
            ["level"] = body is null ? "Metadata" : "Request",
            ["auditID"] = $"aaaa-{verb}-{name}-{code}",
            ["stage"] = "ResponseComplete",
            ["requestURI"] = $"/api/v1/namespaces/{ns}/pods" + (verb == "create" ? "" : "/" + name) + query,
            ["verb"] = verb,
            ["user"] = new JsonObject { ["username"] = Tenant, ["groups"] = new JsonArray("system:authenticated") },
            ["sourceIPs"] = new JsonArray("203.0.113.11"),
            ["userAgent"] = "kubectl/v1.36.0",
            ["objectRef"] = reference,
            ["responseStatus"] = new JsonObject { ["metadata"] = new JsonObject(), ["code"] = code },
            ["requestReceivedTimestamp"] = time,
            ["stageTimestamp"] = time,
            ["annotations"] = new JsonObject { ["authorization.k8s.io/decision"] = code == 403 ? "forbid" : "allow" },
        };
        if (body is not null)
        {
            audit["requestObject"] = body;
        }

        return audit.ToJsonString();
    }

    /// <summary>What the container shipper says of a pod of the recording.</summary>
    private static (string Label, string Namespace, string Pod, string Address, string Container) Facts(string ns, string prefix)
    {
        foreach (var line in Support.Recordings.Lines("S1"))
        {
            if (
                line.Source == EventSource.Container
                && JsonNode.Parse(line.Value)?["kubernetes"] is JsonObject k
                && k["namespace_name"]!.GetValue<string>() == ns
                && k["pod_name"]!.GetValue<string>().StartsWith(prefix, StringComparison.Ordinal)
            ) // Fluent Bit's filter writes both
            {
                return (prefix.TrimEnd('-'), ns, k["pod_name"]!.GetValue<string>(), k["pod_ip"]!.GetValue<string>(), k["docker_id"]!.GetValue<string>());
            }
        }

        throw new InvalidOperationException($"the recording has no pod {ns}/{prefix}…");
    }
}
