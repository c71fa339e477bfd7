namespace Streams.Topologies.Rules;

/// <summary>A rule set from the event time at which it is taken over.</summary>
/// <param name="EffectiveFrom">The first event time it judges, nanoseconds since the epoch; <see cref="Always"/>: it was there from the start.</param>
/// <param name="Plan">The rules.</param>
public sealed record RuleVersion(long EffectiveFrom, RulePlan Plan)
{
    /// <summary>Before every event.</summary>
    public const long Always = long.MinValue;

    /// <summary>The hash by which findings name the set.</summary>
    public string Name => Plan.Rules.Version;
}
