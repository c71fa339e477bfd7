using Streams.Detections.Rules;

namespace Streams.Host.Rules;

/// <summary>What a loaded rule still lacks.</summary>
internal static class RuleLint
{
    public static IEnumerable<RuleError> Check(RuleSet rules)
    {
        var metas = rules.Detections.Select(d => d.Meta).Concat(rules.Correlations.Where(c => c.Kind != CorrelationKind.Each).Select(c => c.Meta));
        foreach (var meta in metas)
        {
            foreach (var message in Of(meta))
            {
                yield return new RuleError(meta.File, meta.Line, 1, message);
            }
        }

        foreach (var detection in rules.Detections.Where(d => d.Logsource.Sources.Count == 0))
        {
            yield return new RuleError(detection.Meta.File, detection.Meta.Line, 1, $"the logsource {detection.Logsource.Text} is none of ours: the rule can never match");
        }

        foreach (var file in metas.Select(m => m.File).Distinct().Where(f => !File.Exists(RuleTests.TestsOf(f)) && !IsInstalled(f)))
        {
            yield return new RuleError(file, 0, 0, "has no tests beside it: write NAME.tests.yml");
        }
    }

    private static IEnumerable<string> Of(RuleMeta meta)
    {
        if (meta.Title.Length == 0)
        {
            yield return "a rule needs a 'title'";
        }

        if (meta.Id.Contains('#'))
        {
            yield return "a rule needs an 'id' (a UUID)";
        }
    }

    /// <summary>The program's own copy of the rules is installed without their tests.</summary>
    private static bool IsInstalled(string file) => file.StartsWith(RuleLibrary.ShippedDirectory, StringComparison.Ordinal);
}
