using System.Globalization;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Correlations.Temporal;

/// <summary><c>temporal</c>: all of its rules match within the timespan, or so many of them, in any order.</summary>
/// <param name="Inputs">How many rules it names.</param>
/// <param name="Matching">How many must match.</param>
public sealed record TemporalDefinition(int Inputs, int Matching) : CorrelationDefinition
{
    /// <inheritdoc/>
    public override string Type => "temporal";

    /// <summary>What of them must match, by their names; null: so many of them.</summary>
    public BooleanCondition? Formula { get; init; }

    /// <inheritdoc/>
    public override string Condition =>
        Formula is not null ? $"{Formula.Text}, in any order"
        : Matching == Inputs ? "all of them, in any order"
        : string.Create(CultureInfo.InvariantCulture, $"{Matching} of them, in any order");

    /// <inheritdoc/>
    public override string? Doubt => Inputs == 1 ? "temporal of one rule is that rule: name another, or write an event_count" : null;

    /// <inheritdoc/>
    public override int Least => Matching;

    /// <inheritdoc/>
    public override bool CanFireWithout(IReadOnlyList<bool> never) =>
        Formula?.Holds(never.Select((isNever, input) => isNever ? 0 : 1UL << input).Aggregate(0UL, (all, one) => all | one))
        ?? never.Count(isNever => !isNever) >= Matching;

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        var inputs = reader.Rules.Count;
        if (reader.Body.Find("condition") is YamlScalarNode { Value: { Length: > 0 } text } node)
        {
            var formula = BooleanCondition.Parse(text, node.Start, reader.Rules);
            return new TemporalDefinition(inputs, formula.Least) { Formula = formula };
        }

        if (reader.Bound("a temporal correlation takes gt or gte: so many of its rules") is not { } bound)
        {
            return new TemporalDefinition(inputs, inputs);
        }

        var least = Bounds.LeastWhole([bound]);
        return bound.IsMonotone && !bound.IsMet(0) && bound.Value == Math.Floor(bound.Value) && least <= inputs
            ? new TemporalDefinition(inputs, least)
            : throw new RuleException(reader.Condition!.Start, $"a temporal correlation takes gt or gte: so many of its {inputs} rules"); // it has a bound
    }
}
