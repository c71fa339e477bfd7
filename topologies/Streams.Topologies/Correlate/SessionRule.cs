using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>What of a correlation decides how its firings become alerts.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Suppress">A burst ends after this time without a firing, nanoseconds.</param>
/// <param name="Max">An alert takes in no firing later than this after the one that opened it, nanoseconds: then the next begins; at least <paramref name="Suppress"/>.</param>
/// <param name="FindsValues">Whether the values of its signals are what is new or rare.</param>
/// <param name="TouchedByAny">Whether any signal of the group keeps an alert open: counts, until their window has emptied.</param>
public sealed record SessionRule(string RuleId, long Suppress, long Max, bool FindsValues, bool TouchedByAny)
{
    private static readonly TimeSpan DefaultMax = TimeSpan.FromHours(1);

    /// <summary>Of a correlation.</summary>
    public static SessionRule Of(CorrelationRule rule)
    {
        var suppress = Math.Max(1, TimeOptions.Nanos(rule.Meta.Suppress ?? rule.Timespan));
        return new SessionRule(
            rule.Meta.Id,
            suppress,
            Math.Max(suppress, TimeOptions.Nanos(rule.Meta.Max ?? DefaultMax)),
            rule.Definition.IsObserved,
            rule.Definition.IsKeptOpenByAny
        );
    }

    /// <summary>Whether something at a time belongs to a burst.</summary>
    /// <param name="began">When its first firing was.</param>
    /// <param name="last">The last time anything kept it open.</param>
    /// <param name="time">The time.</param>
    public bool GoesOn(Timestamp began, Timestamp last, Timestamp time) => time - last <= Suppress && time - began <= Max;

    /// <summary>An alert's id: a hash over rule, group key and the completing event's time floored to the timespan.</summary>
    public string IdOf(string group, Timestamp time)
    {
        var floored = time.Floor(Suppress);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{RuleId}\n{group}\n{floored.Nanoseconds}")).AsSpan(0, 16));
    }
}
