using System.Text;
using Streams.Detections.Rules;

namespace Streams.Host.Audit;

/// <summary>Makes the audit policy that a rule set needs, with the reason beside each stanza.</summary>
internal static class AuditPolicyWriter
{
    private const string Head = """
        # The audit policy that the rules need, made from them: streams rules audit-policy
        # The first stanza that fits a request decides. A test holds this file and the rules together; edit the rules, not this.
        apiVersion: audit.k8s.io/v1
        kind: Policy
        # No rule reads a request before it is answered.
        omitStages: ["RequestReceived"]
        # Bookkeeping of server-side apply: large, and read by no rule.
        omitManagedFields: true
        rules:

        """;

    /// <summary>What is never logged, since no rule reads it, and it would be most of the log.</summary>
    private const string Noise = """
          # Health checks: every probe of a load balancer.
          - level: None
            nonResourceURLs: ["/healthz*", "/livez*", "/readyz*"]
          # Leases and events of kubelets and the control plane: most of a quiet cluster's requests.
          - level: None
            userGroups: ["system:nodes"]
            resources:
              - {group: "coordination.k8s.io", resources: ["leases"]}
              - {group: "", resources: ["events"]}
              - {group: "events.k8s.io", resources: ["events"]}
          - level: None
            users: ["system:apiserver", "system:kube-controller-manager", "system:kube-scheduler"]
            resources:
              - {group: "coordination.k8s.io", resources: ["leases"]}
              - {group: "", resources: ["events"]}
              - {group: "events.k8s.io", resources: ["events"]}

        """;

    /// <summary>Resources whose bodies hold secrets: never above Metadata, whatever a rule asks.</summary>
    private static readonly (string Group, string[] Resources)[] Confidential =
    [
        ("", ["secrets", "configmaps", "serviceaccounts/token"]),
        ("authentication.k8s.io", ["tokenreviews"]),
        ("certificates.k8s.io", ["certificatesigningrequests"]),
    ];

    /// <summary>The policy as YAML.</summary>
    public static string Write(RuleSet rules)
    {
        AuditNeed[] needs = [.. RuleNeeds.OfEntities, .. RuleNeeds.Of(rules)];
        var text = new StringBuilder(Head).Append(Noise);
        WriteConfidential(text, needs);
        foreach (var level in (AuditLevel[])[AuditLevel.RequestResponse, AuditLevel.Request])
        {
            WriteBodies(text, needs, level);
        }

        text.Append("  # All else without bodies. Rules that read it:\n");
        AppendReasons(text, needs.Where(n => n.Level == AuditLevel.Metadata && !IsConfidential(n)));
        return text.Append("  - level: Metadata\n").ToString().ReplaceLineEndings("\n");
    }

    private static void WriteConfidential(StringBuilder text, AuditNeed[] needs)
    {
        text.Append("  # Their bodies hold secrets and are never logged. Rules that read who asked for them:\n");
        AppendReasons(text, needs.Where(IsConfidential));
        text.Append("  - level: Metadata\n    resources:\n");
        foreach (var (group, resources) in Confidential)
        {
            AppendResources(text, group, resources);
        }
    }

    /// <summary>A stanza for each set of verbs; verbs that a stanza before already decides do no harm.</summary>
    private static void WriteBodies(StringBuilder text, AuditNeed[] needs, AuditLevel level)
    {
        var wanted = needs.Where(n => n.Level >= level && !IsConfidential(n)).ToArray();
        var verbs = wanted
            .GroupBy(n => (n.Group, n.Resource))
            .Where(g => g.Any(n => n.Level == level))
            .Select(g => (g.Key, Verbs: string.Join(", ", g.SelectMany(n => n.Verbs).Distinct().OrderBy(Order).Select(v => $"\"{v}\""))));
        foreach (var stanza in verbs.GroupBy(v => v.Verbs).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var resources = stanza.Select(s => s.Key).ToHashSet();
            text.Append(level == AuditLevel.Request ? "  # Bodies of requests:\n" : "  # Bodies of requests and answers:\n");
            AppendReasons(text, wanted.Where(n => n.Level == level && resources.Contains((n.Group, n.Resource))));
            text.Append($"  - level: {level}\n");
            text.Append(stanza.Key.Contains(AuditNeed.Any, StringComparison.Ordinal) ? "" : $"    verbs: [{stanza.Key}]\n");
            if (!resources.Any(r => r.Resource == AuditNeed.Any))
            {
                text.Append("    resources:\n");
                foreach (var group in resources.GroupBy(r => r.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
                {
                    AppendResources(text, group.Key, group.Select(r => r.Resource).Order(StringComparer.Ordinal));
                }
            }
        }
    }

    private static void AppendReasons(StringBuilder text, IEnumerable<AuditNeed> needs)
    {
        foreach (var rule in needs.GroupBy(n => (n.RuleId, n.Title)))
        {
            var fields = rule.SelectMany(n => n.BodyFields).Distinct(StringComparer.Ordinal).ToArray();
            text.Append($"  #   {rule.Key.Title}{(fields.Length > 0 ? ": " : "")}{string.Join(", ", fields)}\n");
        }
    }

    private static void AppendResources(StringBuilder text, string group, IEnumerable<string> resources) =>
        text.Append($"      - {{group: \"{group}\", resources: [{string.Join(", ", resources.Select(r => $"\"{r}\""))}]}}\n");

    private static bool IsConfidential(AuditNeed need) => Array.Exists(Confidential, c => c.Group == need.Group && c.Resources.Contains(need.Resource));

    private static int Order(string verb) =>
        verb switch
        {
            "create" => 0,
            "update" => 1,
            "patch" => 2,
            "delete" => 3,
            _ => 4,
        };
}
