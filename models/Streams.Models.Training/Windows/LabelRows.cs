using Streams.Models.Features;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Models.Training.Windows;

/// <summary>Which rows an alert colours: those of its principals and workloads, and where it names a domain those of its workloads with any.</summary>
public static class LabelRows
{
    /// <summary>What nobody has judged.</summary>
    public const string Open = "open";

    /// <summary>The labels of an alert, one for each set and entity.</summary>
    /// <param name="alert">The alert in its last state.</param>
    /// <param name="verdict">Its verdict, or <see cref="Open"/>.</param>
    public static IEnumerable<RowLabel> Of(Alert alert, string verdict)
    {
        foreach (var principal in ValuesOf(alert, EntityKind.Principal))
        {
            yield return Label(alert, verdict, FeatureSets.Principal, principal);
        }

        foreach (var workload in ValuesOf(alert, EntityKind.Workload))
        {
            yield return Label(alert, verdict, FeatureSets.Workload, workload);
            if (ValuesOf(alert, EntityKind.Domain).Any())
            {
                yield return Label(alert, verdict, FeatureSets.Dns, workload);
            }
        }
    }

    private static IEnumerable<string> ValuesOf(Alert alert, EntityKind kind) =>
        alert
            .EntityValues.Where(v => v.Kind == kind)
            .SelectMany(v => v.Values.Select(c => c.Value))
            .Append(alert.Entities[kind])
            .OfType<string>()
            .Where(v => v.Length > 0)
            .Distinct(StringComparer.Ordinal);

    private static RowLabel Label(Alert alert, string verdict, FeatureSet set, string entity) =>
        new(alert.Id, alert.RuleId, verdict, set.Name, alert.Entities[EntityKind.Cluster] ?? "", entity, alert.FirstSeen.Format(), alert.LastSeen.Format());
}
