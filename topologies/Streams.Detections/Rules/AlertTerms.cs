using Streams.Detections.Fields;
using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>Holds what rules say of their alerts, with what overrides it, against what they can be: a group that no event is in would make no alert, in silence.</summary>
internal static class AlertTerms
{
    /// <summary>What cannot be.</summary>
    /// <param name="detections">The detections, for their logsources.</param>
    /// <param name="correlations">All correlations, those of single detections as well.</param>
    /// <param name="documents">Where the rules stand.</param>
    public static IEnumerable<RuleError> Check(
        IReadOnlyList<DetectionRule> detections,
        IReadOnlyList<CorrelationRule> correlations,
        IReadOnlyList<RuleDocument> documents
    )
    {
        var detectionOf = detections.ToDictionary(d => d.Meta.Id, StringComparer.Ordinal);
        foreach (var rule in correlations)
        {
            if (rule.Meta.Max is { } max && max < rule.Meta.Suppress)
            {
                yield return At(
                    rule.Meta,
                    documents,
                    "max",
                    $"an alert that lasts {Durations.Text(max)} at most ends before its burst, which 'suppress' ends after {Durations.Text(rule.Meta.Suppress.Value)}: write a longer 'max', or a shorter 'suppress'"
                );
            }

            if (!rule.IsPlain || detectionOf[rule.Meta.Id].Logsource.Sources is not { Count: > 0 } sources)
            {
                continue;
            }

            foreach (var field in rule.Meta.GroupBy)
            {
                if (FormCheck.NoValue(field, sources) is { } without)
                {
                    yield return At(rule.Meta, documents, "group-by", $"'{field}' {without}");
                }
            }

            foreach (var field in rule.Meta.GroupBy.Where(field => !sources.Any(s => FieldCatalogue.Instance.MayHave(s, field))))
            {
                yield return At(
                    rule.Meta,
                    documents,
                    "group-by",
                    $"no event of {detectionOf[rule.Meta.Id].Logsource.Text} has a field '{field}'{FieldCatalogue.Instance.Suggest(sources, field)}: the rule would make no alert"
                );
            }
        }
    }

    private static RuleError At(RuleMeta meta, IReadOnlyList<RuleDocument> documents, string key, string message)
    {
        var document = documents.FirstOrDefault(d => d.File == meta.File && d.Root.Start.Line == meta.Line);
        return document?.Root.Map("streams")?.Find(key) is { } node
            ? new RuleError(meta.File, node.Start.Line, node.Start.Column, message)
            : new RuleError(meta.File, meta.Line, 1, $"{message} (an override says so)");
    }
}
