using System.Security.Cryptography;
using Streams.Models.Features;

namespace Streams.Models.Training.Export;

/// <summary>Writes rows of features as a folder of Parquet files, one a set, with <c>manifest.json</c>.</summary>
public static class FeatureExport
{
    private const int Version = 1;

    /// <summary>Writes the folder; files of an earlier export in it are replaced.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="sets">The sets to write.</param>
    /// <param name="vectors">The rows, in any order. One of another hash than its set's was made by another formula: it is left out and counted.</param>
    /// <param name="places">Where the rows came from.</param>
    public static async Task<ExportManifest> WriteAsync(
        string folder,
        IReadOnlyList<FeatureSet> sets,
        IReadOnlyCollection<KnownVector> vectors,
        IReadOnlyList<string> places
    )
    {
        Directory.CreateDirectory(folder);
        var (written, kept) = (new List<ExportedSet>(), 0L);
        foreach (var set in sets)
        {
            KnownVector[] rows =
            [
                .. vectors.Where(v => v.Vector.Set == set.Name && v.Vector.SetHash == set.Hash && v.Vector.Values.Count == set.Columns.Count),
            ];
            kept += rows.Length;
            using var bytes = new MemoryStream();
            await FeatureParquet.WriteAsync(set, rows, bytes).ConfigureAwait(false);
            var file = $"{set.Name}.parquet";
            await File.WriteAllBytesAsync(Path.Combine(folder, file), bytes.ToArray()).ConfigureAwait(false);
            written.Add(new ExportedSet(set.Name, set.Hash, file, rows.Length, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))));
        }

        var names = sets.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var manifest = new ExportManifest(Version, [.. places.Order(StringComparer.Ordinal)], vectors.Count(v => names.Contains(v.Vector.Set)) - kept, written);
        await File.WriteAllBytesAsync(Path.Combine(folder, "manifest.json"), manifest.ToBytes()).ConfigureAwait(false);
        return manifest;
    }
}
