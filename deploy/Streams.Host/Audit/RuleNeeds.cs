using Streams.Detections.Rules;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Audit;

/// <summary>Reads out of the audit rules which requests they need, and at what level.</summary>
internal static class RuleNeeds
{
    private const string Resource = "objectRef.resource";
    private const string Subresource = "objectRef.subresource";
    private static readonly AuditSubject[] Known = [AuditSubject.Person, AuditSubject.Workload];

    /// <summary>What the entity table needs: pods' addresses and containers are in their status, their owner and uid in the answer to their creation.</summary>
    public static IReadOnlyList<AuditNeed> OfEntities { get; } =
    [
        Entity("pods", ["create"], AuditLevel.RequestResponse, "responseObject.metadata", "responseObject.spec.nodeName"),
        Entity("pods/status", ["update", "patch"], AuditLevel.RequestResponse, "responseObject.status.podIPs", "responseObject.status.containerStatuses"),
        Entity("pods/binding", ["create"], AuditLevel.Request, "requestObject.target.name"),
        Entity("pods", ["delete"], AuditLevel.Metadata),
    ];

    /// <summary>Where a rule learns which pod the address of a request belongs to. (A container shipper that sends addresses teaches them too.)</summary>
    private static AuditNeed Addresses => OfEntities[1];

    /// <summary>The needs of every audit detection of a rule set, in its order.</summary>
    public static IReadOnlyList<AuditNeed> Of(RuleSet rules)
    {
        var needs = new List<AuditNeed>();
        foreach (var file in rules.Detections.Where(d => d.Logsource.Sources is [EventSource.Audit]).GroupBy(d => d.Meta.File))
        {
            var documents = Documents(file.Key);
            foreach (var rule in file)
            {
                if (documents.TryGetValue(rule.Meta.Line, out var document))
                {
                    needs.AddRange(Of(rule.Meta, document));
                }
            }
        }

        return needs;
    }

    private static Dictionary<long, YamlMappingNode> Documents(string file)
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(file);
        yaml.Load(text);
        return yaml.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>().ToDictionary(n => n.Start.Line);
    }

    private static IEnumerable<AuditNeed> Of(RuleMeta meta, YamlMappingNode document)
    {
        var detection = (YamlMappingNode)document["detection"];
        var names = detection.Children.Keys.Select(k => $"{k}").Where(k => k != "condition").ToArray();
        var positive = Conditions(detection).SelectMany(c => SelectionPolarity.Positive(c, names)).ToHashSet(StringComparer.Ordinal);
        var selections = names.Where(positive.Contains).SelectMany(n => Maps(detection[n])).Select(m => new AuditSelection(m)).ToArray();
        var fields = selections.SelectMany(s => s.BodyFields).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var subjects = selections.Select(s => s.Subject).OfType<AuditSubject>().Distinct().ToArray();
        var scopes = selections.Where(s => s.Values(Resource).Count > 0).ToArray();
        var subresources = selections.Except(scopes).SelectMany(s => s.Values(Subresource)).Distinct(StringComparer.Ordinal).ToArray();
        var need = new AuditNeed
        {
            RuleId = meta.Id,
            Title = meta.Title,
            Group = "",
            Resource = AuditNeed.Any,
            Verbs = [AuditNeed.Any],
            Level = LevelOf(fields),
            BodyFields = fields,
            Subjects = subjects.Length > 0 ? subjects : Known,
        };
        if (scopes.Length == 0)
        {
            yield return need;
        }

        if (selections.Any(s => s.ReadsPod) && !selections.Any(s => s.Values(Subresource).Count > 0))
        {
            yield return Addresses with
            {
                RuleId = meta.Id,
                Title = meta.Title,
            };
        }

        foreach (var scope in scopes)
        {
            var (verbs, parts) = (scope.Values("verb"), scope.Values(Subresource) is { Count: > 0 } own ? own : subresources);
            foreach (var resource in scope.Values(Resource).SelectMany(r => parts.Count == 0 ? [r] : parts.Select(s => $"{r}/{s}")))
            {
                yield return need with
                {
                    Group = ApiGroups.Of(resource) ?? "",
                    Resource = resource,
                    Verbs = verbs.Count > 0 ? verbs : [AuditNeed.Any],
                };
            }
        }
    }

    private static AuditLevel LevelOf(string[] fields) =>
        fields switch
        {
            _ when fields.Any(f => f.StartsWith("responseObject.", StringComparison.Ordinal)) => AuditLevel.RequestResponse,
            [] => AuditLevel.Metadata,
            _ => AuditLevel.Request,
        };

    private static IEnumerable<string> Conditions(YamlMappingNode detection) =>
        detection["condition"] switch
        {
            YamlSequenceNode list => list.Select(c => $"{c}"),
            var one => [$"{one}"],
        };

    private static IEnumerable<YamlMappingNode> Maps(YamlNode selection) =>
        selection switch
        {
            YamlMappingNode map => [map],
            YamlSequenceNode list => list.OfType<YamlMappingNode>(),
            _ => [],
        };

    private static AuditNeed Entity(string resource, string[] verbs, AuditLevel level, params string[] fields) =>
        new()
        {
            RuleId = "",
            Title = "names, addresses and containers of pods",
            Group = "",
            Resource = resource,
            Verbs = verbs,
            Level = level,
            BodyFields = fields,
            Subjects = [AuditSubject.Workload],
        };
}
