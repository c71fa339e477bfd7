using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>Aliases of a correlation: one name in <c>group-by</c> for a field that each of its rules knows under another.</summary>
internal static class CorrelationAliases
{
    /// <summary>For each input the fields of the group as it knows them.</summary>
    /// <exception cref="RuleException">An alias is not grouped by, or says nothing of a rule, or names a rule that is none of the correlation's.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Apply(RuleMap body, IReadOnlyList<string> names, IReadOnlyList<string> groupBy)
    {
        var aliases = body.Map("aliases");
        foreach (var (key, value) in aliases is null ? [] : aliases.All().Children.ToArray())
        {
            var alias = $"{key}";
            if (!groupBy.Contains(alias))
            {
                throw new RuleException(key.Start, $"the alias '{alias}' is not in 'group-by'{NearMiss.Suggest(alias, groupBy)}");
            }

            var fields = aliases!.Map(alias)?.All() ?? throw new RuleException(value.Start, $"the alias '{alias}' must be a map of rules and fields"); // it has a key
            foreach (var (rule, _) in fields.Children)
            {
                if (!names.Contains($"{rule}"))
                {
                    throw new RuleException(rule.Start, $"'{rule}' is none of the 'rules' of this correlation{NearMiss.Suggest($"{rule}", names)}");
                }
            }

            if (names.FirstOrDefault(name => fields.Find(name) is null) is { } missing)
            {
                throw new RuleException(key.Start, $"the alias '{alias}' says nothing of the rule '{missing}'");
            }
        }

        return [.. names.Select(name => (IReadOnlyList<string>)[.. groupBy.Select(field => aliases?.Map(field)?.Text(name) ?? field)])];
    }
}
