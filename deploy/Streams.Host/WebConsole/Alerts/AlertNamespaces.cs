using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Host.WebConsole.Alerts;

/// <summary>
/// Every namespace that an alert speaks of: its entities, all values they had, whom flows went to. Evidence of nodes' journals belongs to no namespace,
/// nor does what was counted without being named: an alert with either has <see cref="Another"/> as well, and no tenant sees it.
/// </summary>
internal static class AlertNamespaces
{
    /// <summary>No namespace bears this name.</summary>
    public const string Another = "*";

    /// <summary>The namespaces.</summary>
    public static IReadOnlyList<string> Of(Alert alert)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Add(found, alert.Entities[EntityKind.Namespace]);
        AddOwner(found, alert.Entities[EntityKind.Workload]);
        AddOwner(found, alert.Entities[EntityKind.DestinationWorkload]);
        foreach (var values in alert.EntityValues)
        {
            if (values.Kind is not (EntityKind.Namespace or EntityKind.Workload or EntityKind.DestinationWorkload))
            {
                continue;
            }

            Add(found, values.Others > 0 ? Another : null);
            foreach (var (value, _) in values.Values)
            {
                if (values.Kind == EntityKind.Namespace)
                {
                    Add(found, value);
                }
                else
                {
                    AddOwner(found, value);
                }
            }
        }

        Add(found, alert.Sources.Contains(EventSource.Journal) || alert.IsFolded || alert.Storm is not null ? Another : null);
        return [.. found];
    }

    private static void Add(SortedSet<string> found, string? @namespace)
    {
        if (!string.IsNullOrEmpty(@namespace))
        {
            found.Add(@namespace);
        }
    }

    /// <summary>A workload is <c>namespace/owner</c>.</summary>
    private static void AddOwner(SortedSet<string> found, string? workload)
    {
        if (workload is not null)
        {
            found.Add(workload.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? workload[..at] : Another);
        }
    }
}
