using System.Globalization;
using Streams.Models.Training.Windows;

namespace Streams.Host.Commands.Models;

/// <summary>What a model is trained or judged on, for a person: what labels have left out, which of them meet no window, and what nobody looked at.</summary>
internal static class TableText
{
    /// <summary>One line.</summary>
    public static string Of(TrainingTable table)
    {
        var open = table.Rows.Count(r => r.Verdict == Verdict.Open);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Rows.Count} windows of {Clusters(table)}{(open > 0 ? $"; {open} of open alerts are left out until those have a label" : "")}{(table.Unmet > 0 ? $"; {table.Unmet} labels 'true' meet no window here: another time, cluster or entity" : "")}{Blind(table)}"
        );
    }

    /// <summary>A feature that is 0 because its source is not read teaches that it is always 0.</summary>
    private static string Blind(TrainingTable table) =>
        string.Concat(
            table
                .Rows.Where(r => r.Blind.Length > 0)
                .GroupBy(r => r.Blind, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"; in {g.Count()} of them {g.Key} was not read"))
        );

    private static string Clusters(TrainingTable table) =>
        table.Describe().Clusters is { Count: > 0 } clusters
            ? $"the cluster{(clusters.Count > 1 ? "s" : "")} {string.Join(", ", clusters.Select(c => c.Length > 0 ? c : "without a name"))}"
            : "no cluster";
}
