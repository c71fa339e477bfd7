using System.Text.Json;
using Streams.Detections.Rules;

namespace Streams.Host.Rules;

/// <summary>The techniques that rules name, as a layer of the ATT&amp;CK Navigator.</summary>
internal static class AttackLayer
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The layer as JSON: a technique's score is the number of its rules.</summary>
    public static string Of(IEnumerable<CorrelationRule> rules)
    {
        var techniques = rules
            .SelectMany(r => r.Meta.Attack.Select(technique => (technique, r.Meta.Title)))
            .GroupBy(p => p.technique, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new
            {
                techniqueID = g.Key,
                score = g.Count(),
                comment = string.Join("; ", g.Select(p => p.Title).Order(StringComparer.Ordinal)),
                enabled = true,
            })
            .ToArray();
        return JsonSerializer.Serialize(
            new
            {
                name = "Streams",
                versions = new
                {
                    attack = "18",
                    navigator = "5.1.0",
                    layer = "4.5",
                },
                domain = "enterprise-attack",
                description = "Techniques with at least one rule; the score is the number of rules.",
                techniques,
                gradient = new
                {
                    colors = new[] { "#ffffff", "#66b1ff" },
                    minValue = 0,
                    maxValue = Math.Max(1, techniques.Select(t => t.score).DefaultIfEmpty().Max()),
                },
            },
            Options
        );
    }
}
