using Streams.Detections.Attack;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Finds tags of ATT&amp;CK that name no technique and no tactic: coverage, reports and sinks would carry them on.</summary>
internal static class TagCheck
{
    private const string Prefix = "attack.";

    public static IEnumerable<RuleError> Of(IEnumerable<RuleDocument> documents)
    {
        foreach (var document in documents)
        {
            foreach (var item in (document.Node.Find("tags") as YamlSequenceNode)?.Children.OfType<YamlScalarNode>() ?? [])
            {
                if (item.Value is { } tag && tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Complaint(tag[Prefix.Length..]) is { } complaint)
                {
                    yield return new RuleError(document.File, item.Start.Line, item.Start.Column, $"'{tag}' {complaint}") { Severity = Severity.Warning };
                }
            }
        }
    }

    /// <summary>A tactic has a name in letters; groups and software have a letter and a number of their own (G0007, S0002).</summary>
    private static string? Complaint(string name) =>
        name.Length > 1 && name[0] is 't' or 'T' && char.IsAsciiDigit(name[1]) ? AttackTechniques.Complaint(name)
        : name.AsSpan().ContainsAnyInRange('0', '9') || AttackTactics.Names.Contains(name.Replace('_', '-')) ? null
        : $"is no tactic of ATT&CK{NearMiss.Suggest(name, AttackTactics.Names)}";
}
