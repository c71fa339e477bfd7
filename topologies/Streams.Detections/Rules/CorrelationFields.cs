using Streams.Detections.Correlations;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Finds fields of correlations that no event of an input can have: events without a field of the group are passed over, so the rule would be blind in silence.</summary>
internal sealed class CorrelationFields(IReadOnlyList<DetectionRule> detections)
{
    private readonly Dictionary<string, (RuleMeta Meta, List<Use> Uses)> _uses = new(StringComparer.Ordinal);

    public void Add(RuleMeta meta, RuleMap body, IReadOnlyList<IReadOnlyList<string>> groupBy, CorrelationDefinition definition, Mark alertGroupAt)
    {
        var uses = new List<Use>();
        for (var input = 0; input < groupBy.Count && definition.ReadsRules; input++)
        {
            uses.AddRange(groupBy[input].Select((field, i) => new Use(input, field, PlaceOf(body, "group-by", i))));
            uses.AddRange(
                definition.Fields.Select(
                    (field, i) =>
                        new Use(
                            input,
                            field,
                            PlaceOf(body.Map("condition")?.Find("field") is null ? body : body.Map("condition")!, "field", i),
                            definition.AddsUp
                        )
                )
            ); // just found
            uses.AddRange(definition.OtherFields.Select((field, i) => new Use(input, field, PlaceOf(body, "scope", i))));
            uses.AddRange(meta.GroupBy.Select(field => new Use(input, field, alertGroupAt)));
        }

        _uses[meta.Id] = (meta, uses);
    }

    /// <param name="ordered">The correlations that compile, inputs first.</param>
    /// <param name="errors">Takes the errors.</param>
    public void Check(IReadOnlyList<CorrelationRule> ordered, List<RuleError> errors)
    {
        var sources = new Dictionary<string, IReadOnlyList<EventSource>>(StringComparer.Ordinal);
        foreach (var detection in detections)
        {
            sources[detection.Meta.Id] = detection.Logsource.Sources;
        }

        foreach (var rule in ordered)
        {
            sources[rule.Meta.Id] = [.. rule.Inputs.SelectMany(i => sources.GetValueOrDefault(i, [])).Distinct()];
            var (meta, uses) = _uses[rule.Meta.Id];
            foreach (var use in uses.OrderByDescending(u => u.IsNumber).DistinctBy(u => (u.Input, u.Field)))
            {
                var of = sources.GetValueOrDefault(rule.Inputs[use.Input], []);
                if (of.Count > 0 && !of.Any(s => FieldCatalogue.Instance.MayHave(s, use.Field)))
                {
                    errors.Add(
                        new RuleError(
                            meta.File,
                            use.At.Line,
                            use.At.Column,
                            $"no event of {string.Join(", ", of.Select(s => s.Name()))} has a field '{use.Field}'{FieldCatalogue.Instance.Suggest(of, use.Field)}"
                        )
                    );
                }
                else if (FormCheck.NoValue(use.Field, of) is { } without)
                {
                    errors.Add(new RuleError(meta.File, use.At.Line, use.At.Column, $"'{use.Field}' {without}"));
                }
                else if (use.IsNumber && FormCheck.IsText(use.Field, of))
                {
                    errors.Add(
                        new RuleError(
                            meta.File,
                            use.At.Line,
                            use.At.Column,
                            $"'{use.Field}' is a text, of which there is no sum, average or percentile: name a number, or count its values with value_count"
                        )
                    );
                }
            }
        }
    }

    private static Mark PlaceOf(RuleMap map, string key, int index) =>
        map.Find(key) switch
        {
            YamlSequenceNode list when index < list.Children.Count => list.Children[index].Start,
            { } node => node.Start,
            _ => map.Start,
        };

    private sealed record Use(int Input, string Field, Mark At, bool IsNumber = false);
}
