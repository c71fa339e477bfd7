using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>What of a correlation decides how its firings become alerts.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Suppress">A burst ends after this time, nanoseconds.</param>
/// <param name="TouchedByAny">Whether any signal of the group keeps an alert open: counts, until their window has emptied.</param>
public sealed record SessionRule(string RuleId, long Suppress, bool TouchedByAny)
{
    /// <summary>Of a correlation.</summary>
    public static SessionRule Of(CorrelationRule rule) => new(
        rule.Meta.Id,
        Math.Max(1, TimeOptions.Nanos(rule.Meta.Suppress ?? rule.Timespan)),
        rule.Definition.IsKeptOpenByAny);

    /// <summary>An alert's id: a hash over rule, group key and the completing event's time floored to the timespan.</summary>
    public string IdOf(string group, long time)
    {
        var floored = time - (((time % Suppress) + Suppress) % Suppress);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{RuleId}\n{group}\n{floored}")).AsSpan(0, 16));
    }
}
