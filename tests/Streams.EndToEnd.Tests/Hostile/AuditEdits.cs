using System.Globalization;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A client of the API server chooses headers, agent, query and bodies; not who it is, nor where its packets come from.</summary>
internal static class AuditEdits
{
    /// <summary>What an agent that is no tool's hides: these rules ask for the tool, and for nothing else that a client cannot choose.</summary>
    internal static readonly string[] JudgesOfAgents =
    [
        "Many secrets read with a plain HTTP client",
        "Token of a pod read by a tool, then used with a client that its account never had",
        "Service account changes the cluster by hand, with a tool that it never used",
    ];

    public static IEnumerable<Edit> All =>
        [
            Forwarded("forwarding header rotates", IsAnonymous, i => $"198.51.100.{1 + (i % 250)}"),
            Forwarded("forwarding header names a pod", IsAnonymous, _ => "10.244.0.20"),
            Forwarded("forwarding header names the token's own pod", e => e["user"]?["extra"] is not null, _ => "10.244.0.11"),
            Forwarded("forwarding header names a known address", e => User(e).Contains('@', StringComparison.Ordinal), _ => "198.51.100.7"),
            Forwarded(
                "forwarding header is no address",
                e => User(e).StartsWith("system:serviceaccount:", StringComparison.Ordinal),
                _ => "127.0.0.1, unknown"
            ),
            Agent("agent with quotes and line breaks", agent => agent + " \"},\"user\":{\"username\":\"system:admin\"}\r\n"),
            Agent("agent of the kubelet", _ => "kubelet/v1.36.0 (linux/amd64) kubernetes/faecb19") with
            {
                Judges = JudgesOfAgents,
            },
            Agent("agent of 8 KB", agent => agent + new string('x', 8192)),
            Agent("agent with confusable letters and marks that turn the line", agent => agent.Replace('e', '\u0435') + "\u202e\u200b"),
            Script.Objects("query with another path", EventSource.Audit, e =>
            {
                e["requestURI"] = e["requestURI"]!.GetValue<string>() + "?x=/api/v1/namespaces/kube-system/pods/a&dryRun=None"; // the API server always writes it
                return User(e).StartsWith("system:serviceaccount:", StringComparison.Ordinal)
                    && !e["requestURI"]!.GetValue<string>().Contains("?x=/api/v1/namespaces/kube-system/pods/a&dryRun=None?", StringComparison.Ordinal);
            }),
        ];

    private static Edit Forwarded(string name, Func<JsonObject, bool> who, Func<int, string> claimed)
    {
        var number = 0;
        return Script.Objects(name, EventSource.Audit, e =>
        {
            if (!who(e) || e["sourceIPs"] is not JsonArray addresses)
            {
                return false;
            }

            addresses.Insert(0, claimed(number++).ToString(CultureInfo.InvariantCulture));
            return true;
        });
    }

    private static Edit Agent(string name, Func<string, string> change) => Script.Objects(name, EventSource.Audit, e =>
        {
            if (e["userAgent"]?.GetValue<string>() is not { } agent || User(e).StartsWith("system:node:", StringComparison.Ordinal))
            {
                return false;
            }

            e["userAgent"] = change(agent);
            return true;
        });

    private static string User(JsonObject e) => e["user"]?["username"]?.GetValue<string>() ?? "";

    private static bool IsAnonymous(JsonObject e) => User(e) is "" or "system:anonymous";
}
