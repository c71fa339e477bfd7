using Streams.Detections.Rules;

namespace Streams.Host.Audit;

/// <summary>Which rules a policy blinds, verb by verb and level by level.</summary>
internal static class PolicyAdequacy
{
    private static readonly string[] AllVerbs = ["get", "list", "create", "update", "patch", "delete"];

    /// <summary>The blind rules in the order of the set: detections, then the correlations that read a blind one.</summary>
    public static IReadOnlyList<BlindRule> BlindUnder(AuditPolicy policy, RuleSet rules)
    {
        var blind = new List<BlindRule>();
        foreach (var needs in RuleNeeds.Of(rules).GroupBy(n => n.RuleId))
        {
            Add(policy, needs, blind);
        }

        var ids = blind.ToDictionary(b => b.Id, b => b.Title, StringComparer.Ordinal);
        for (var before = -1; before != ids.Count; )
        {
            before = ids.Count;
            foreach (var correlation in rules.Correlations.Where(c => !c.IsPlain && !ids.ContainsKey(c.Meta.Id)))
            {
                if (!correlation.Definition.CanFireWithout([.. correlation.Inputs.Select(ids.ContainsKey)]))
                {
                    var reasons = correlation.Inputs.Where(ids.ContainsKey).Select(input => $"reads \"{ids[input]}\", which is blind").ToArray();
                    ids.Add(correlation.Meta.Id, correlation.Meta.Title);
                    blind.Add(new BlindRule(correlation.Meta.Id, correlation.Meta.Title, reasons));
                }
            }
        }

        return blind;
    }

    /// <summary>What the entity table misses; null where nothing is missing.</summary>
    public static BlindRule? EntitiesUnder(AuditPolicy policy)
    {
        var blind = new List<BlindRule>();
        Add(policy, RuleNeeds.OfEntities, blind);
        return blind.SingleOrDefault();
    }

    private static void Add(AuditPolicy policy, IEnumerable<AuditNeed> needs, List<BlindRule> blind)
    {
        var all = needs.ToArray();
        var reasons = all.SelectMany(n => Missing(policy, n)).Distinct(StringComparer.Ordinal).ToArray();
        if (reasons.Length > 0)
        {
            blind.Add(new BlindRule(all[0].RuleId, all[0].Title, reasons));
        }
    }

    private static IEnumerable<string> Missing(AuditPolicy policy, AuditNeed need)
    {
        var (group, resource) = need.Resource == AuditNeed.Any ? ("example.com", "widgets") : (need.Group, need.Resource);
        var stage = policy.OmitsStarts ? "ResponseComplete" : need.Stage;
        foreach (var verb in need.Verbs is [AuditNeed.Any] ? AllVerbs : need.Verbs)
        {
            foreach (var subject in need.Subjects)
            {
                var level = policy.LevelOf(new AuditRequest(subject, verb, group, resource), stage);
                if (level < need.Level)
                {
                    var fields = need.BodyFields.Count > 0 ? $" for {string.Join(", ", need.BodyFields)}" : "";
                    var what = need.Resource == AuditNeed.Any ? "any resource" : need.Resource;
                    yield return $"{verb} {what}: logged at {level} ({stage}), needs {need.Level}{fields}";
                }
            }
        }
    }
}
