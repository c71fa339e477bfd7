using Streams.Schemas.Events;

namespace Streams.Topologies.Rules;

/// <summary>A rule set from the event time at which it is taken over.</summary>
/// <param name="EffectiveFrom">The first event time it judges; <see cref="Always"/>: it was there from the start.</param>
/// <param name="Plan">The rules.</param>
public sealed record RuleVersion(Timestamp EffectiveFrom, RulePlan Plan)
{
    /// <summary>Before every event.</summary>
    public static Timestamp Always => Timestamp.Unknown;

    /// <summary>Whether it was there from the start.</summary>
    public bool IsFromStart => EffectiveFrom == Always;

    /// <summary>The hash by which findings name the set.</summary>
    public string Name => Plan.Rules.Version;
}
