using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Correlations.Temporal;

/// <summary><c>temporal_ordered</c>: its rules match one after the other within the timespan, in the order written.</summary>
public sealed record TemporalOrderedDefinition : CorrelationDefinition
{
    /// <inheritdoc/>
    public override string Type => "temporal_ordered";

    /// <inheritdoc/>
    public override string Condition => "one after the other";

    internal static CorrelationDefinition Read(CorrelationReader reader) =>
        reader.Body.Find("condition") is { } node and not YamlScalarNode { Value: null or "" }
            ? throw new RuleException(node.Start, "temporal_ordered takes no condition: all of its rules, in their order")
        : reader.Rules.Count < 2 ? throw new RuleException(reader.RulesAt, "an order needs two rules")
        : new TemporalOrderedDefinition();
}
