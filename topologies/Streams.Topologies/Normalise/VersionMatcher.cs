using Streams.Detections.Matching;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Normalise;

/// <summary>What one partition needs to judge events by one rule set.</summary>
internal sealed class VersionMatcher(RuleVersion version, EntityTable pods)
{
    public RuleVersion Version { get; } = version;

    public RulePlan Plan { get; } = version.Plan;

    public EventView View { get; } = new(version.Plan.Rules.Slots);

    public MatchRouter Router { get; } = new(version.Plan);

    public Sightings Sightings { get; } = new(version.Plan, pods);
}
