using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>Finds rules of one title, by which a person who reads an alert cannot tell them apart.</summary>
internal static class TitleCheck
{
    public static IEnumerable<RuleError> Of(RuleSet rules) =>
        rules
            .Detections.Select(d => d.Meta)
            .Concat(rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta))
            .Where(m => m.Title.Length > 0)
            .GroupBy(m => string.Join(' ', m.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparer.OrdinalIgnoreCase)
            .SelectMany(same =>
                same.Skip(1)
                    .Select(m => new RuleError(m.File, m.Line, 1, $"'{m.Title}' is the title of {same.First().File} as well") { Severity = Severity.Style })
            );
}
