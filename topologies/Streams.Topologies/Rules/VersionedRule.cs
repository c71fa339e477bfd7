using Streams.Detections.Rules;

namespace Streams.Topologies.Rules;

/// <summary>A correlation as one rule set has it.</summary>
/// <param name="Version">The rule set.</param>
/// <param name="Rule">The correlation.</param>
public sealed record VersionedRule(RuleVersion Version, CorrelationRule Rule);
