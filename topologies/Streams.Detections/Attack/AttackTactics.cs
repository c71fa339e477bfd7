using System.Collections.Frozen;

namespace Streams.Detections.Attack;

/// <summary>The tactics of MITRE ATT&amp;CK as Sigma's tags name them, those of v18 and of v19.</summary>
internal static class AttackTactics
{
    public static FrozenSet<string> Names { get; } =
        FrozenSet.ToFrozenSet(
            [
                "reconnaissance",
                "resource-development",
                "initial-access",
                "execution",
                "persistence",
                "privilege-escalation",
                "defense-evasion",
                "defense-impairment",
                "stealth",
                "credential-access",
                "discovery",
                "lateral-movement",
                "collection",
                "command-and-control",
                "exfiltration",
                "impact",
                "evasion",
                "inhibit-response-function",
                "impair-process-control",
                "network-effects",
                "remote-service-effects",
            ],
            StringComparer.OrdinalIgnoreCase
        );
}
