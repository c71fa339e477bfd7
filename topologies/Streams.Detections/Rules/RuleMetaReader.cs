using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Reads what a rule says about itself.</summary>
internal static class RuleMetaReader
{
    private const int MaxTechniques = 5;
    private const int MaxRemarks = 10;
    private const int MaxRemark = 1_000;

    /// <exception cref="RuleException">A value is of the wrong kind.</exception>
    public static RuleMeta Read(YamlMappingNode root, string file, int document, bool isCorrelation)
    {
        var extension = root.Map("streams");
        var tags = root.Texts("tags");
        return new RuleMeta
        {
            Id = root.Text("id") is { Length: > 0 } id ? id : $"{file}#{document}",
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
            Runbook = extension?.Text("runbook"),
            BlindSpots = extension?.Text("blind_spots"),
            GroupBy = isCorrelation ? [] : extension?.Texts("group-by") ?? [],
            Suppress = extension?.Duration("suppress"),
            Alerts = extension?.Flag("alert", true) ?? true,
        };
    }

    /// <summary>Texts for a person. One that is written oddly is left out: that is no reason to refuse the rule.</summary>
    private static IReadOnlyList<string> Remarks(YamlMappingNode root, string key) => root.Find(key) switch
    {
        YamlScalarNode { Value: { } text } => [Short(text.Trim())],
        YamlSequenceNode list => [.. list.OfType<YamlScalarNode>().Select(item => item.Value).OfType<string>().Take(MaxRemarks).Select(Short)],
        _ => [],
    };

    /// <summary>Every state of an alert carries it.</summary>
    private static string Short(string text) => text.Length <= MaxRemark ? text : text[..MaxRemark];

    private static Level LevelOf(YamlMappingNode root) => root.Text("level") switch
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
