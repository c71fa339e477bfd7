using System.Security.Cryptography;
using System.Text.Json;
using Streams.Models.Features;
using Streams.Models.Training.Export;

namespace Streams.Models.Training.Windows;

/// <summary>Reads the folder of an export, and believes nothing of it that its hashes and its rows do not show.</summary>
internal static class ExportedTable
{
    private const long Second = 1_000_000_000;

    /// <summary>Reads one set.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static async Task<TrainingTable> ReadAsync(string folder, FeatureSet set, int windowSeconds)
    {
        var manifestBytes = await ReadFileAsync(folder, ExportManifest.File).ConfigureAwait(false);
        var manifest = ManifestOf(folder, manifestBytes);
        var exported = SetOf(folder, manifest, set);
        var bytes = await ReadFileAsync(folder, $"{set.Name}.parquet").ConfigureAwait(false);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != exported.Sha256)
        {
            throw new FormatException($"{folder}: {set.Name}.parquet is not the file that {ExportManifest.File} names: export again");
        }

        if (manifest.Labelled && !File.Exists(Path.Combine(folder, LabelFile.Name)))
        {
            throw new FormatException(
                $"{folder}: {LabelFile.Name} is not there, and the windows of its alerts would teach as ordinary: bring it back, or export again"
            );
        }

        var labels = await LabelFile.ReadAsync(folder).ConfigureAwait(false);
        var colours = labels.For(set);
        var rows = await WindowParquet
            .ReadAsync(Path.Combine(folder, $"{set.Name}.parquet"), bytes, set, windowSeconds * Second, colours)
            .ConfigureAwait(false);
        var identity = Convert.ToHexStringLower(SHA256.HashData([.. manifestBytes, .. labels.Bytes]));
        return TrainingTable.Of(set, windowSeconds, identity, rows, colours.Unmet);
    }

    private static ExportedSet SetOf(string folder, ExportManifest manifest, FeatureSet set)
    {
        ExportedSet[] named = [.. manifest.Sets.Where(s => s.Set == set.Name)];
        return named switch
        {
            [] => throw new FormatException($"{folder} holds no windows of the set {set.Name}"),
            [_, _, ..] => throw new FormatException($"{folder}: {ExportManifest.File} names the set {set.Name} {named.Length} times: export again"),
            [var one] when one.SetHash != set.Hash => throw new FormatException(
                $"{folder} holds the set {set.Name} {one.SetHash}, this program computes {set.Hash}: export again with this program"
            ),
            [var one] => one,
        };
    }

    private static ExportManifest ManifestOf(string folder, byte[] bytes)
    {
        ExportManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ExportManifest>(bytes) ?? throw new FormatException($"{folder}: {ExportManifest.File} is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{folder}: {ExportManifest.File} is damaged, {e.Message}", e);
        }

        return manifest.Version == ExportManifest.CurrentVersion && manifest.Sets is not null
            ? manifest
            : throw new FormatException(
                $"{folder}: {ExportManifest.File} has version {manifest.Version}, this program reads {ExportManifest.CurrentVersion}: export again with this program"
            );
    }

    private static async Task<byte[]> ReadFileAsync(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? await File.ReadAllBytesAsync(path).ConfigureAwait(false)
            : throw new FormatException($"{path}: there is no such file; make the folder with 'streams features export' or 'streams replay --features'");
    }
}
