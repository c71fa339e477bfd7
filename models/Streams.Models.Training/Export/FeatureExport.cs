using System.Security.Cryptography;
using Streams.Models.Features;
using Streams.Models.Training.Windows;
using Streams.Schemas.Features;

namespace Streams.Models.Training.Export;

/// <summary>Writes rows of features as a folder of Parquet files, one a set, with <c>manifest.json</c>.</summary>
public static class FeatureExport
{
    /// <summary>Writes the folder; files of an earlier export in it are replaced, and labels that were written into it before belong to it.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="sets">The sets to write.</param>
    /// <param name="vectors">The rows. One of another hash than its set's was made by another formula: it is left out and counted, as one with a value that is no number. Of a window that was written twice the row stays that was known first.</param>
    /// <param name="places">Where the rows came from.</param>
    public static async Task<ExportManifest> WriteAsync(
        string folder,
        IReadOnlyList<FeatureSet> sets,
        IReadOnlyCollection<KnownVector> vectors,
        IReadOnlyList<string> places
    )
    {
        ExportFile.Begin(folder);
        var (written, kept, doubled) = (new List<ExportedSet>(), 0L, 0L);
        foreach (var set in sets)
        {
            KnownVector[] good = [.. vectors.Where(v => IsOf(set, v.Vector))];
            KnownVector[] rows = [.. good.GroupBy(v => (v.Vector.Cluster, v.Vector.Entity, v.Vector.WindowStart, v.Vector.WindowEnd)).Select(First)];
            (kept, doubled) = (kept + good.Length, doubled + good.Length - rows.Length);
            using var bytes = new MemoryStream();
            await FeatureParquet.WriteAsync(set, rows, bytes).ConfigureAwait(false);
            var file = $"{set.Name}.parquet";
            await ExportFile.WriteAsync(folder, file, bytes.ToArray()).ConfigureAwait(false);
            written.Add(new ExportedSet(set.Name, set.Hash, file, rows.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));
        }

        var names = sets.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var manifest = new ExportManifest(
            ExportManifest.CurrentVersion,
            [.. places.Order(StringComparer.Ordinal)],
            vectors.Count(v => names.Contains(v.Vector.Set)) - kept,
            written,
            doubled,
            File.Exists(Path.Combine(folder, LabelFile.Name))
        );
        await ExportFile.WriteAsync(folder, ExportManifest.File, manifest.ToBytes()).ConfigureAwait(false);
        return manifest;
    }

    private static bool IsOf(FeatureSet set, FeatureVector vector) =>
        vector.Set == set.Name && vector.SetHash == set.Hash && vector.Values.Count == set.Columns.Count && vector.Values.All(float.IsFinite);

    private static KnownVector First(IEnumerable<KnownVector> same) => same.MinBy(v => v.KnownAt)!; // a group is not empty
}
