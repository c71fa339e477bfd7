using System.Security.Cryptography;
using System.Text;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Storms;

/// <summary>The alert that tells of a rule's storm: how many alerts it stands for, with the first and the last of them as evidence, and their entities.</summary>
internal static class StormAlert
{
    private const int First = Alert.MaxEvidence / 2;

    /// <summary>The alert that a storm begins with.</summary>
    /// <param name="member">The first alert that it tells of.</param>
    /// <param name="previous">The alert of the rule's storm before; null: none.</param>
    public static Alert Begin(Alert member, string? previous)
    {
        var id = IdOf(member);
        return member with
        {
            Id = id,
            Storm = id,
            Title = $"Storm of alerts: {member.Title}",
            Status = AlertStatus.Open,
            Count = 1,
            Entities = ClusterOf(member.Entities),
            EntityValues = Merge([], member.EntityValues),
            Evidence = [.. CompletingOf(member)],
            Group = [],
            News = [],
            Previous = previous,
            Measure = null,
            NewValue = null,
            Score = null,
        };
    }

    /// <summary>The storm's alert with one more that it tells of.</summary>
    public static Alert Add(Alert storm, Alert member) =>
        storm with
        {
            Count = storm.Count + 1,
            FirstSeen = Timestamp.Min(storm.FirstSeen, member.FirstSeen),
            LastSeen = Timestamp.Max(storm.LastSeen, member.LastSeen),
            Sources = [.. storm.Sources.Union(member.Sources)],
            EntityValues = Merge(storm.EntityValues, member.EntityValues),
            Evidence = Add(storm.Evidence, CompletingOf(member)),
        };

    /// <summary>An alert as a storm lists it: no higher than low.</summary>
    public static Alert Fold(Alert member, string storm) =>
        member with
        {
            Storm = storm,
            Level = AlertLevels.Rank(member.Level) > AlertLevels.Rank(Listed) ? Listed : member.Level,
        };

    private const string Listed = "low";

    /// <summary>Of the rule and the first alert that it tells of: each task's storm has its own.</summary>
    private static string IdOf(Alert member) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{member.RuleId}\nstorm\n{member.Id}")).AsSpan(0, 16));

    /// <summary>What all alerts of a storm have in common, and nothing that one of them chose.</summary>
    private static EntitySet ClusterOf(EntitySet entities) => new() { [EntityKind.Cluster] = entities[EntityKind.Cluster] };

    private static IEnumerable<Evidence> CompletingOf(Alert member) => member.Evidence.Where(e => e.Time == member.Time).TakeLast(1);

    private static IReadOnlyList<Evidence> Add(IReadOnlyList<Evidence> evidence, IEnumerable<Evidence> more)
    {
        Evidence[] all = [.. evidence, .. more];
        return all.Length <= Alert.MaxEvidence ? all : [.. all[..First], .. all[(all.Length - Alert.MaxEvidence + First)..]];
    }

    /// <summary>The distinct values, each with the number of alerts that have it.</summary>
    private static List<EntityValues> Merge(IReadOnlyList<EntityValues> known, IReadOnlyList<EntityValues> more)
    {
        var merged = known.ToList();
        foreach (var (kind, values, _) in more)
        {
            var at = merged.FindIndex(m => m.Kind == kind);
            if (at < 0)
            {
                (at, merged) = (merged.Count, [.. merged, new EntityValues(kind, [], 0)]);
            }

            foreach (var value in values)
            {
                merged[at] = Count(merged[at], value.Value);
            }
        }

        return merged;
    }

    private static EntityValues Count(EntityValues of, string value)
    {
        var values = of.Values.ToList();
        if (values.FindIndex(v => v.Value == value) is >= 0 and var at)
        {
            values[at] = values[at] with { Count = values[at].Count + 1 };
        }
        else if (values.Count < EntityValues.Most)
        {
            values.Add(new CountedValue(value, 1));
        }
        else
        {
            return of with { Others = of.Others + 1 };
        }

        return of with
        {
            Values = values,
        };
    }
}
