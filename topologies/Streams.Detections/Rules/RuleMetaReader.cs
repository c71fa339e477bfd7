using System.Globalization;
using Streams.Detections.Yaml;
using Streams.Schemas.Entities;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Reads what a rule says about itself.</summary>
internal static class RuleMetaReader
{
    private const int MaxTechniques = 5;
    private const int MaxRemarks = 10;
    private const int MaxRemark = 1_000;

    /// <exception cref="RuleException">A value is of the wrong kind.</exception>
    public static RuleMeta Read(RuleDocument document)
    {
        var (root, file) = (document.Root, document.File);
        var extension = root.Map("streams");
        var isFilter = document.Kind == RuleDocumentKind.Filter;
        var (alerting, excepting) = (isFilter ? null : extension, isFilter ? extension : null);
        var tags = root.Texts("tags");
        root.Know("status", "author", "date", "modified", "related", "license", "fields", "scope", "taxonomy", "sigma-version", "generate");
        return new RuleMeta
        {
            Id = root.Text("id") is { Length: > 0 } id ? id : $"{file}#{document.Index}",
            Name = root.Text("name") ?? "",
            Title = root.Text("title") ?? "",
            Level = LevelOf(root),
            Tags = tags,
            Attack = [.. tags.Select(Technique).OfType<string>().Distinct().Take(MaxTechniques)],
            Description = Remarks(root, "description").FirstOrDefault() ?? "",
            FalsePositives = Remarks(root, "falsepositives"),
            References = Remarks(root, "references"),
            File = file,
            Line = root.Start.Line,
            Runbook = alerting?.Text("runbook"),
            BlindSpots = alerting?.Text("blind_spots"),
            GroupBy = GroupOf(alerting),
            Suppress = Span(alerting, "suppress"),
            Max = Span(alerting, "max"),
            Renew = alerting is null ? null : RenewOf(alerting),
            Expires = ExpiresOf(excepting),
            Reason = excepting?.Text("reason"),
            Alerts = alerting?.Flag("alert", true) ?? true,
        };
    }

    /// <summary>The fields of the alert's group; none where it is not said.</summary>
    /// <exception cref="RuleException">None are said, or one is said twice.</exception>
    internal static IReadOnlyList<string> GroupOf(RuleMap? extension) =>
        extension?.Find("group-by") is not { } node ? []
        : extension.Texts("group-by") is not { Count: > 0 } fields
            ? throw new RuleException(node.Start, "'group-by' names no field: leave it out for the default, or name what an alert is of")
        : fields.Distinct(StringComparer.Ordinal).Count() < fields.Count ? throw new RuleException(node.Start, "a field stands twice")
        : fields;

    /// <summary>Texts for a person. One that is written oddly is left out: that is no reason to refuse the rule.</summary>
    private static IReadOnlyList<string> Remarks(RuleMap root, string key) =>
        root.Find(key) switch
        {
            YamlScalarNode { Value: { } text } => [Short(text.Trim())],
            YamlSequenceNode list => [.. list.OfType<YamlScalarNode>().Select(item => item.Value).OfType<string>().Take(MaxRemarks).Select(Short)],
            _ => [],
        };

    /// <summary>Every state of an alert carries it.</summary>
    private static string Short(string text) => text.Length <= MaxRemark ? text : text[..MaxRemark];

    internal static TimeSpan? Span(RuleMap? extension, string key) =>
        extension?.Duration(key) is { Ticks: <= 0 }
            ? throw new RuleException(extension.Find(key)!.Start, $"'{key}' must be more than nothing")
            : extension?.Duration(key); // it was read

    /// <summary>A day is meant to its end.</summary>
    private static DateTimeOffset? ExpiresOf(RuleMap? extension)
    {
        if (extension?.Text("expires") is not { } text)
        {
            return null;
        }

        var at = extension.Find("expires")!.Start; // it was read
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(1)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && text.Contains('T', StringComparison.Ordinal)
                ? time
            : throw new RuleException(at, $"'{text}' is no time: write a day, as in 2027-01-31, or 2027-01-31T12:00:00Z");
    }

    internal static IReadOnlyList<EntityKind>? RenewOf(RuleMap extension) =>
        extension.Find("renew") is null
            ? null
            :
            [
                .. extension
                    .Texts("renew")
                    .Select(name =>
                        EntityKinds.TryParse(name, out var kind) && kind.IsShown()
                            ? kind
                            : throw new RuleException(
                                extension.Find("renew")!.Start,
                                $"'{name}' is no entity{NearMiss.Suggest(name, EntityKinds.Shown.Select(k => k.Name()))}"
                            )
                    ), // it was read
            ];

    internal static Level LevelOf(RuleMap root) =>
        root.Text("level") switch
        {
            null or "informational" => Level.Informational,
            "low" => Level.Low,
            "medium" => Level.Medium,
            "high" => Level.High,
            "critical" => Level.Critical,
            var other => throw new RuleException(root.Find("level")!.Start, $"'{other}' is no level: informational, low, medium, high or critical"), // Text found it
        };

    private static string? Technique(string tag) =>
        tag.StartsWith("attack.t", StringComparison.OrdinalIgnoreCase) && tag.Length > 8 && char.IsAsciiDigit(tag[8])
            ? tag["attack.".Length..].ToUpperInvariant()
            : null;
}
