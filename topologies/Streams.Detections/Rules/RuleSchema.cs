using System.Globalization;
using System.Text.RegularExpressions;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>
/// Holds a document against Sigma's JSON schemas (detections, correlations, filters), with the place of everything that does not fit. What makes a rule unusable the loader refuses by itself;
/// this says as well what only a person or another tool would stumble over.
/// </summary>
public static partial class RuleSchema
{
    private const int MaxTitle = 256;
    private const int MaxDescription = 65_535;
    private static readonly string[] Statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];
    private static readonly string[] Relations = ["derived", "obsolete", "merged", "renamed", "similar"];
    private static readonly string[] Texts = ["title", "id", "name", "taxonomy", "status", "description", "license", "author", "date", "modified", "level"];
    private static readonly string[] Lists = ["references", "fields", "falsepositives", "tags", "scope"];

    /// <summary>What of a file does not fit.</summary>
    public static IReadOnlyList<RuleError> Check(string file, string text)
    {
        var errors = new List<RuleError>();
        var documents = RuleDocument.Read(file, text, errors);
        return [.. errors, .. Check(documents)];
    }

    /// <summary>What of documents does not fit.</summary>
    internal static IEnumerable<RuleError> Check(IEnumerable<RuleDocument> documents) =>
        documents
            .Where(d => d.Kind is not (RuleDocumentKind.Placeholders or RuleDocumentKind.Override))
            .SelectMany(d => Of(d).Select(p => new RuleError(d.File, p.At.Start.Line, p.At.Start.Column, p.Message) { Severity = Severity.Style }));

    private static IEnumerable<(YamlNode At, string Message)> Of(RuleDocument document)
    {
        var root = document.Node;
        return
        [
            .. TextsOf(root),
            .. ListsOf(root),
            .. Related(root),
            .. Required(root, document.Kind),
            .. Values(root),
            .. document.Kind switch
            {
                RuleDocumentKind.Correlation => Correlation(root),
                RuleDocumentKind.Filter => Filter(root),
                _ => [],
            },
        ];
    }

    private static IEnumerable<(YamlNode, string)> Required(YamlMappingNode root, RuleDocumentKind kind)
    {
        if (root.Find("title") is not YamlScalarNode { Value.Length: > 0 })
        {
            yield return (root.Find("title") ?? root, "a rule needs a 'title'");
        }

        if (
            kind != RuleDocumentKind.Correlation
            && (
                root.Find("logsource") is not YamlMappingNode logsource
                || !logsource.Children.Any(c => c.Key() is "category" or "product" or "service" && c.Value is YamlScalarNode { Value.Length: > 0 })
            )
        )
        {
            yield return (root.Find("logsource") ?? root, "a rule needs a 'logsource' with category, product or service");
        }

        if (kind == RuleDocumentKind.Detection && root.Find("level") is null)
        {
            yield return (root, "without a 'level' the rule's alerts are informational");
        }

        if (root.Find("status") is YamlScalarNode { Value: "deprecated" or "unsupported" } status)
        {
            yield return (status, $"a rule that is {status.Value} runs all the same: take it out of the set, or override it with 'alert: false'");
        }

        if (DateOf(root, "date") is { } written && DateOf(root, "modified") is { } modified && modified < written)
        {
            yield return (root.Find("modified")!, "'modified' is before 'date'"); // it was read
        }
    }

    private static DateOnly? DateOf(YamlMappingNode root, string key) =>
        root.Find(key) is YamlScalarNode { Value: { } text }
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static IEnumerable<(YamlNode, string)> TextsOf(YamlMappingNode root) =>
        Texts.Select(root.Find).Where(node => node is not (null or YamlScalarNode)).Select(node => (node!, "must be a text")); // null is left out

    private static IEnumerable<(YamlNode, string)> Values(YamlMappingNode root)
    {
        foreach (var (key, value) in root.Children.Where(c => c.Value is YamlScalarNode).Select(c => (c.Key(), ((YamlScalarNode)c.Value).Value ?? "")))
        {
            var message = key switch
            {
                "title" when value.Length > MaxTitle => $"a title has at most {MaxTitle} characters",
                "description" when value.Length > MaxDescription => $"a description has at most {MaxDescription} characters",
                "id" when !Guid.TryParseExact(value, "D", out _) => $"'{value}' is no UUID",
                "status" when !Statuses.Contains(value) => $"'{value}' is no status: {string.Join(", ", Statuses)}",
                "date" or "modified" when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                    $"'{value}' is no date: write YYYY-MM-DD",
                "generate" when value is not ("true" or "false") => "'generate' is true or false",
                _ => null,
            };
            if (message is not null)
            {
                yield return (root.Find(key)!, message); // its own key
            }
        }
    }

    private static IEnumerable<(YamlNode, string)> ListsOf(YamlMappingNode root)
    {
        foreach (var key in Lists)
        {
            if (root.Find(key) is not { } node)
            {
                continue;
            }

            if (node is not YamlSequenceNode list)
            {
                yield return (node, $"'{key}' must be a list");
                continue;
            }

            foreach (var problem in Items(list, key))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<(YamlNode, string)> Items(YamlSequenceNode list, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            if (item is not YamlScalarNode { Value: { } value })
            {
                yield return (item, $"'{key}' is a list of texts");
            }
            else if (!seen.Add(value))
            {
                yield return (item, $"'{value}' stands twice");
            }
            else if (key == "tags" && !Tag().IsMatch(value))
            {
                yield return (item, $"'{value}' is no tag: write namespace.value in small letters");
            }
            else if (value.StartsWith("attack.t", StringComparison.Ordinal) && value.Length > 8 && char.IsAsciiDigit(value[8]) && !Technique().IsMatch(value))
            {
                yield return (item, $"'{value}' is no ATT&CK technique: write attack.t1059 or attack.t1059.001");
            }
        }
    }

    private static IEnumerable<(YamlNode, string)> Related(YamlMappingNode root)
    {
        if (root.Find("related") is not { } node)
        {
            yield break;
        }

        foreach (var item in node as YamlSequenceNode ?? [node])
        {
            if (
                item is not YamlMappingNode map
                || map.Find("id") is not YamlScalarNode { Value: { } id }
                || !Guid.TryParseExact(id, "D", out _)
                || map.Find("type") is not YamlScalarNode { Value: { } type }
                || !Relations.Contains(type)
            )
            {
                yield return (item, $"'related' is a list of an id (a UUID) and a type: {string.Join(", ", Relations)}");
            }
        }
    }

    private static IEnumerable<(YamlNode, string)> Correlation(YamlMappingNode root)
    {
        if (root.Find("correlation") is not YamlMappingNode body)
        {
            yield return (root.Find("correlation")!, "'correlation' must be a map"); // its kind says so
            yield break;
        }

        foreach (var key in (string[])["type", "timespan"])
        {
            if (body.Find(key) is not (null or YamlScalarNode))
            {
                yield return (body.Find(key)!, $"'{key}' must be a text"); // just found
            }
        }

        foreach (var key in (string[])["rules", "group-by"])
        {
            if (body.Find(key) is { } node)
            {
                foreach (var problem in node is YamlSequenceNode list ? Items(list, key) : [(node, $"'{key}' must be a list")])
                {
                    yield return problem;
                }
            }
        }
    }

    private static IEnumerable<(YamlNode, string)> Filter(YamlMappingNode root)
    {
        if (root.Find("filter") is not YamlMappingNode body)
        {
            yield return (root.Find("filter")!, "'filter' must be a map"); // its kind says so
            yield break;
        }

        if (body.Find("rules") is YamlSequenceNode rules)
        {
            foreach (var problem in Items(rules, "rules"))
            {
                yield return problem;
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]+\\.[a-z0-9._-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("^attack\\.t[0-9]{4}(\\.[0-9]{3})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Technique();
}
