using System.Security.Cryptography;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Training.Export;

namespace Streams.Models.Training.Windows;

/// <summary>The windows of an export that a model learns from, in the export's order, coloured by its labels.</summary>
public sealed class TrainingTable
{
    private const long Second = 1_000_000_000;

    private TrainingTable(FeatureSet set, int windowSeconds, string identity, IReadOnlyList<TrainingRow> rows) =>
        (Set, WindowSeconds, Identity, Rows) = (set, windowSeconds, identity, rows);

    /// <summary>The set.</summary>
    public FeatureSet Set { get; }

    /// <summary>The length of the windows, seconds.</summary>
    public int WindowSeconds { get; }

    /// <summary>A hash of what was read, labels included.</summary>
    public string Identity { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<TrainingRow> Rows { get; }

    /// <summary>What artefacts say of it.</summary>
    public TrainingData Describe() =>
        new(Identity, Rows.Count, Rows.Count(r => r.Verdict == Verdict.Attack), Rows.Select(r => (r.Cluster, r.Entity)).Distinct().Count());

    /// <summary>Makes one of rows.</summary>
    public static TrainingTable Of(FeatureSet set, int windowSeconds, string identity, IReadOnlyList<TrainingRow> rows) =>
        new(set, windowSeconds, identity, rows);

    /// <summary>Reads the folder of an export.</summary>
    /// <exception cref="FormatException">It is none, or a file is another than its manifest says, or of another set.</exception>
    public static async Task<TrainingTable> ReadAsync(string folder, FeatureSet set, int windowSeconds)
    {
        var manifestBytes = await ReadFileAsync(folder, "manifest.json").ConfigureAwait(false);
        var manifest = ManifestOf(manifestBytes);
        if (manifest.Sets.FirstOrDefault(s => s.Set == set.Name) is not { } exported)
        {
            throw new FormatException($"{folder} holds no windows of the set {set.Name}");
        }

        if (exported.SetHash != set.Hash)
        {
            throw new FormatException(
                $"{folder} holds the set {set.Name} {exported.SetHash}, this program computes {set.Hash}: export again with this program"
            );
        }

        var bytes = await ReadFileAsync(folder, $"{set.Name}.parquet").ConfigureAwait(false);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != exported.Sha256)
        {
            throw new FormatException($"{folder}: {set.Name}.parquet is not the file that manifest.json names: export again");
        }

        var labels = await LabelFile.ReadAsync(folder).ConfigureAwait(false);
        var identity = Convert.ToHexStringLower(SHA256.HashData([.. manifestBytes, .. labels.Bytes]));
        return new TrainingTable(set, windowSeconds, identity, await RowsAsync(bytes, set, windowSeconds * Second, labels.For(set)).ConfigureAwait(false));
    }

    private static ExportManifest ManifestOf(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportManifest>(bytes) ?? throw new FormatException("manifest.json is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"manifest.json is damaged, {e.Message}", e);
        }
    }

    private static async Task<byte[]> ReadFileAsync(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? await File.ReadAllBytesAsync(path).ConfigureAwait(false)
            : throw new FormatException($"{path}: there is no such file; make the folder with 'streams features export' or 'streams replay --features'");
    }

    private static async Task<List<TrainingRow>> RowsAsync(byte[] bytes, FeatureSet set, long window, LabelColours colours)
    {
        var rows = new List<TrainingRow>();
        using var stream = new MemoryStream(bytes);
        var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (var i = 0; i < reader.RowGroupCount; i++)
            {
                using var group = reader.OpenRowGroupReader(i);
                var count = checked((int)group.RowCount);
                var (starts, ends) = (new long[count], new long[count]);
                var (clusters, entities) = (new string[count], new string[count]);
                await group.ReadAsync<long>(Field(reader.Schema, "window_start"), starts).ConfigureAwait(false);
                await group.ReadAsync<long>(Field(reader.Schema, "window_end"), ends).ConfigureAwait(false);
                await group.ReadAsync(Field(reader.Schema, "cluster"), clusters).ConfigureAwait(false);
                await group.ReadAsync(Field(reader.Schema, "entity"), entities).ConfigureAwait(false);
                var columns = new float[set.Columns.Count][];
                for (var c = 0; c < columns.Length; c++)
                {
                    await group.ReadAsync<float>(Field(reader.Schema, set.Columns[c].Name), columns[c] = new float[count]).ConfigureAwait(false);
                }

                for (var r = 0; r < count; r++)
                {
                    if (ends[r] - starts[r] == window)
                    {
                        var (verdict, family) = colours.Of(clusters[r], entities[r], starts[r], ends[r]);
                        rows.Add(new TrainingRow(clusters[r], entities[r], starts[r], ends[r], [.. columns.Select(c => c[r])], verdict, family));
                    }
                }
            }
        }

        return rows;
    }

    private static DataField Field(ParquetSchema schema, string name) =>
        schema.GetDataFields().FirstOrDefault(f => f.Name == name) ?? throw new FormatException($"the Parquet file has no column {name}");
}
