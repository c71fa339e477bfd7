using Streams.Detections.Rules;

namespace Streams.Host.Rules;

/// <summary>ATT&amp;CK tactics as Sigma's tags name them.</summary>
internal static class Tactics
{
    private const string Prefix = "attack.";

    /// <summary>The first tactic among a rule's tags (<c>credential-access</c>); empty where there is none.</summary>
    public static string Of(RuleMeta rule)
    {
        foreach (var tag in rule.Tags)
        {
            if (tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !tag.AsSpan(Prefix.Length).ContainsAnyInRange('0', '9'))
            {
                return tag[Prefix.Length..].ToLowerInvariant();
            }
        }

        return "";
    }
}
