using System.Globalization;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A client of the API server chooses the id of its requests too, how addresses are spelt, and all that stands in its own objects.</summary>
internal static class RequestEdits
{
    public static IEnumerable<Edit> All =>
        [
            Request("one audit id for all requests, by a header", e => Set(e, "auditID", "11111111-1111-1111-1111-111111111111")),
            Request("audit id of 700 characters with quotes", e => Set(e, "auditID", string.Concat(Enumerable.Repeat(e["auditID"] + "\"\n", 20)))),
            Request("no agent of an API request", e => e.Remove("userAgent")) with
            {
                Judges = AuditEdits.JudgesOfAgents,
            },
            Request("query in percent escapes", e => Uri(e, (path, query) => path + query[..1] + Escaped(query[1..]))),
            Request("path in percent escapes", e => Uri(e, (path, query) => Escaped(path) + query)),
            Request("query with a manager, a deadline and an empty dry run", e =>
                Uri(e, (path, query) => path + (query.Length > 1 ? query + "&" : "?") + "fieldManager=kubelet&timeout=1s&pretty=true&dryRun=")
            ),
            Request("object that says it is a component's", e => e["requestObject"] is JsonObject body && Dress(body)),
            Request("object with its members in reverse", e =>
            {
                var isBody = e["requestObject"] is JsonObject;
                e["requestObject"] = Reversed(e["requestObject"]);
                return isBody;
            }),
            Request("containers that call themselves sidecars, with 2,000 variables", e =>
                e["objectRef"]?["resource"]?.GetValue<string>() == "pods" && Contain(e["requestObject"])
            ),
        ];

    private static Edit Request(string name, Func<JsonObject, bool> change) => Script.Objects(name, EventSource.Audit, e =>
        {
            var user = e["user"]?["username"]?.GetValue<string>() ?? "";
            return !user.StartsWith("system:node:", StringComparison.Ordinal) && !user.StartsWith("system:kube", StringComparison.Ordinal) && change(e);
        });

    private static bool Set(JsonObject e, string name, string value)
    {
        e[name] = value;
        return true;
    }

    private static bool Uri(JsonObject e, Func<string, string, string> change)
    {
        var uri = e["requestURI"]!.GetValue<string>(); // the API server always writes it
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        return Set(e, "requestURI", query < 0 ? change(uri, "?") : change(uri[..query], uri[query..]));
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetter(c) ? "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture) : c.ToString()));

    private static bool Dress(JsonObject body)
    {
        if (body["metadata"] is not JsonObject metadata)
        {
            return false;
        }

        metadata["labels"] = new JsonObject
        {
            ["app"] = "falco",
            ["k8s-app"] = "kube-proxy",
            ["tier"] = "control-plane",
        };
        metadata["annotations"] = new JsonObject
        {
            ["kubernetes.io/config.mirror"] = "x",
            ["authorization.k8s.io/decision"] = "forbid",
            ["kubectl.kubernetes.io/last-applied-configuration"] = new string('B', 20_000),
        };
        metadata["ownerReferences"] = new JsonArray(
            new JsonObject
            {
                ["apiVersion"] = "apps/v1",
                ["kind"] = "DaemonSet",
                ["name"] = "kube-proxy",
                ["uid"] = "x",
                ["controller"] = true,
            }
        );
        return true;
    }

    private static JsonNode? Reversed(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(o.Reverse().Select(p => KeyValuePair.Create(p.Key, Reversed(p.Value)))),
            JsonArray a => new JsonArray([.. a.Select(Reversed)]),
            _ => node?.DeepClone(),
        };

    private static bool Contain(JsonNode? node)
    {
        var found = false;
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            if (name is not ("containers" or "initContainers") || value is not JsonArray containers)
            {
                found |= Contain(value);
                continue;
            }

            foreach (var container in containers.OfType<JsonObject>())
            {
                container["name"] = "istio-proxy";
                container["env"] = new JsonArray([.. Enumerable.Range(0, 2_000).Select(i => new JsonObject { ["name"] = $"K{i}", ["value"] = "v" })]);
                found = true;
            }
        }

        return found;
    }
}
