using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Labels;

/// <summary>What somebody says of an alert: a record of the topic <c>labels</c>. The last one of an alert counts.</summary>
/// <param name="Alert">The alert's id.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Verdict">What it was.</param>
/// <param name="By">Who says so.</param>
/// <param name="Note">Why.</param>
/// <param name="FirstSeen">The alert's first evidence.</param>
/// <param name="LastSeen">Its last.</param>
public sealed record Label(string Alert, string Rule, AlertVerdict Verdict, string By, string Note, Timestamp FirstSeen, Timestamp LastSeen)
{
    /// <summary>The kinds of entities that have habits.</summary>
    public static IReadOnlyList<EntityKind> Subjects { get; } = [EntityKind.Principal, EntityKind.Workload];

    /// <summary>The principal and the workload that the alert is about.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>What is said of an alert.</summary>
    public static Label Of(Alert alert, AlertVerdict verdict, string by, string note) =>
        new(alert.Id, alert.RuleId, verdict, by, note, alert.FirstSeen, alert.LastSeen)
        {
            Entities = [.. Subjects.Select(k => alert.Entities[k]).OfType<string>()],
        };
}
