using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>What was found, missed and falsely alarmed, by us and by Falco's records alone.</summary>
internal sealed class Comparison
{
    private const long Before = 60 * Timestamp.Second;
    private const long After = 90 * Timestamp.Second;
    private static readonly string[] Counted = ["medium", "high", "critical"];

    private Comparison(IReadOnlyDictionary<string, List<Finding>> found, IReadOnlyList<Finding> mistaken, int alerts)
    {
        (Found, False, Alerts) = (found, mistaken, alerts);
    }

    /// <summary>The findings of each attack that was found, by attack id.</summary>
    public IReadOnlyDictionary<string, List<Finding>> Found { get; }

    public IReadOnlyList<Finding> False { get; }

    public int Alerts { get; }

    /// <summary>Our alerts of level medium and above, superseded ones left out.</summary>
    public static IEnumerable<Finding> FindingsOf(IEnumerable<Alert> alerts) =>
        alerts
            .Where(a => a.Status != AlertStatus.Superseded && Counted.Contains(a.Level))
            .Select(a => new Finding(
                a.Title,
                a.FirstSeen,
                a.LastSeen,
                [.. Enumerable.Range(0, EntityKinds.Count).Select(k => a.Entities[(EntityKind)k]).OfType<string>().SelectMany(Variants)],
                [.. a.Attack.Select(Truth.Technique)],
                [.. a.Evidence.Select(e => e.Excerpt)]
            ));

    /// <summary>
    /// An attack is found by an alert within 60 s before its start to 90 s after its end that names one of its entities and one of its techniques.
    /// An alert that fits no attack is false, unless all its evidence shows what an attack left behind.
    /// </summary>
    public static Comparison Of(Truth truth, IEnumerable<Finding> findings)
    {
        var found = new Dictionary<string, List<Finding>>(StringComparer.Ordinal);
        var mistaken = new List<Finding>();
        var count = 0;
        foreach (var finding in findings)
        {
            count++;
            var near = truth
                .Attacks.Where(a =>
                    finding.Last >= a.Start - Timestamp.Second && finding.First >= a.Start - Before && finding.Last <= a.End + After && Touches(a, finding)
                )
                .ToArray();
            var best = near.Where(a => a.Techniques.Any(finding.Techniques.Contains)).MinBy(a => Math.Abs(a.Start - finding.First));
            if (best is not null)
            {
                (found.TryGetValue(best.Id, out var list) ? list : found[best.Id] = []).Add(finding);
            }
            else if (
                near.Length == 0
                && !(finding.Texts.Count > 0 && finding.Texts.All(t => truth.Aftermath.Any(a => t.Contains(a, StringComparison.Ordinal))))
            )
            {
                mistaken.Add(finding);
            }
        }

        return new Comparison(found, mistaken, count);
    }

    private static bool Touches(Attack attack, Finding finding) =>
        finding.Names.Any(name =>
            attack.Names.Contains(name)
            || attack.Names.Any(n =>
                n.Contains('.')
                && (n.EndsWith("." + name, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + n, StringComparison.OrdinalIgnoreCase))
                && name.Any(char.IsAsciiLetter)
            )
        );

    private static IEnumerable<string> Variants(string value)
    {
        yield return value;
        if (value.Contains('.') && value.LastIndexOf(':') is > 0 and var colon)
        {
            yield return value[..colon];
        }
    }
}
