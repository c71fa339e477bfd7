using Streams.Models.Features;

namespace Streams.Models.Training.Windows;

/// <summary>
/// Parts the entities of a table into lists that have little to do with each other: workloads by cluster and namespace, service accounts by theirs, the system's own, people.
/// A model is judged on a list that it was not fitted on. Lists of fewer than <see cref="Least"/> windows are one.
/// </summary>
internal static class BenignLists
{
    /// <summary>Fewer windows than this say little of a share.</summary>
    public const int Least = 200;

    private const string Rest = "the rest";

    /// <summary>By row the name of its list.</summary>
    public static string[] Of(FeatureSet set, IReadOnlyList<TrainingRow> rows)
    {
        string[] names = [.. rows.Select(r => $"{(r.Cluster.Length > 0 ? $"{r.Cluster} " : "")}{ListOf(set, r.Entity)}")];
        var small = names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() < Least).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(n => small.Contains(n) ? Rest : n)];
    }

    private static string ListOf(FeatureSet set, string entity)
    {
        const string Account = "system:serviceaccount:";
        if (set.Name != FeatureSets.Principal.Name)
        {
            return $"namespace {entity.Split('/')[0]}";
        }

        return entity.StartsWith(Account, StringComparison.Ordinal) ? $"namespace {entity[Account.Length..].Split(':')[0]}"
            : entity.StartsWith("system:", StringComparison.Ordinal) ? "system"
            : "people";
    }
}
