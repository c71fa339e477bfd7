using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Host.Rules;

/// <summary>What loaded rules still lack.</summary>
internal static class RuleLint
{
    public static IEnumerable<RuleError> Check(RuleSet rules, string auditLevel, DateTimeOffset now)
    {
        foreach (var error in RuleCheck.Of(rules, auditLevel, now))
        {
            yield return error;
        }

        var metas = rules.Detections.Select(d => d.Meta).Concat(rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta));
        foreach (var meta in metas.Where(m => m.Id.Contains('#', StringComparison.Ordinal)))
        {
            yield return new RuleError(meta.File, meta.Line, 1, "a rule needs an 'id' (a UUID)") { Severity = Severity.Style };
        }

        foreach (var file in metas.Select(m => m.File).Distinct().Where(f => !File.Exists(RuleSources.TestsOf(f)) && !IsInstalled(f)))
        {
            yield return new RuleError(file, 0, 0, "has no tests beside it: write NAME.tests.yml") { Severity = Severity.Style };
        }
    }

    /// <summary>What <c>match</c> says of rules that run all the same.</summary>
    public static IEnumerable<RuleError> Warnings(RuleSet rules)
    {
        foreach (var rule in rules.Detections)
        {
            string[] missing =
            [
                .. new[]
                {
                    (rule.Meta.Title.Length == 0, "title"),
                    (rule.Meta.Id.Contains('#', StringComparison.Ordinal), "id"),
                    (rule.Logsource.IsEmpty, "logsource"),
                }
                    .Where(m => m.Item1)
                    .Select(m => m.Item2),
            ];
            if (missing.Length > 0)
            {
                yield return new RuleError(rule.Meta.File, rule.Meta.Line, 1, $"without {string.Join(", ", missing)}") { Severity = Severity.Warning };
            }
        }
    }

    /// <summary>The program's own copy of the rules is installed without their tests.</summary>
    private static bool IsInstalled(string file) => file.StartsWith(RuleLibrary.ShippedDirectory, StringComparison.Ordinal);
}
