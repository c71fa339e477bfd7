using System.Security.Cryptography;
using Streams.Models.Features;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Models.Tests.Training;

/// <summary>A folder that looks like an export is believed only where its rows can teach.</summary>
public sealed class ExportedTableTests : IDisposable
{
    private static readonly FeatureSet Set = FeatureSets.Workload;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-exported-");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    public async Task A_value_that_is_no_feature_is_refused_with_its_place(float value)
    {
        await WriteAsync([Row("a/w", 1), Row("a/w", 2, value)]);

        Assert.Contains("a/w at 1970-01-01T00:02:00.000000000Z: flows is", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_that_stands_there_twice_is_refused_with_its_place()
    {
        await WriteAsync([Row("a/w", 1), Row("a/w", 1), Row("b/w", 1)]);

        Assert.Contains("a/w at 1970-01-01T00:01:00.000000000Z: the window stands there twice", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_minute_of_two_clusters_and_a_longer_window_of_the_same_end_are_others()
    {
        await WriteAsync([Row("a/w", 5), Row("a/w", 5, cluster: "b"), Row("a/w", 5, minutes: 5)]);

        Assert.Equal(["", "b"], (await TrainingTable.ReadAsync(_folder.FullName, Set, 60)).Describe().Clusters!);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version 2")]
    [InlineData("\"version\": 1", "\"version\": ", "damaged")]
    [InlineData("\"set\": \"workload\"", "\"set\": \"principal\"", "holds no windows of the set workload")]
    [InlineData("\"sets\": [", "\"sets\": null, \"x\": [", "version")]
    public async Task A_manifest_of_another_form_is_refused(string part, string other, string reason)
    {
        await WriteAsync([Row("a/w", 1)]);
        var file = Path.Combine(_folder.FullName, ExportManifest.File);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(part, other, StringComparison.Ordinal));

        Assert.Contains(reason, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_Parquet_are_refused_though_the_manifest_names_them()
    {
        await WriteAsync([Row("a/w", 1)]);
        var file = Path.Combine(_folder.FullName, "workload.parquet");
        var bytes = await File.ReadAllBytesAsync(file);
        foreach (
            var other in (byte[][])
                [
                    [],
                    bytes[..^9],
                    [.. bytes.Select(b => (byte)~b)],
                    [.. bytes[..20], .. bytes],
                ]
        )
        {
            await File.WriteAllBytesAsync(file, other);
            await WriteManifestAsync(other, 1);

            Assert.Contains("workload.parquet", await RefusalAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_label_that_meets_no_window_is_counted()
    {
        await LabelFile.WriteAsync(_folder.FullName, [Label("1", "a/w", 90), Label("2", "a/w", 900), Label("3", "a/v", 90), Label("4", "a/v", 90, "false")]);
        await WriteAsync([Row("a/w", 1), Row("a/w", 2)]);

        var table = await TrainingTable.ReadAsync(_folder.FullName, Set, 60);

        Assert.Equal((2, 1), (table.Unmet, table.Rows.Count(r => r.Verdict == Verdict.Attack)));
    }

    [Theory]
    [InlineData("18:00")]
    [InlineData("11/12/2026")]
    [InlineData("2026-11-31T00:00:00Z")]
    public async Task A_label_at_what_is_no_time_is_refused_with_its_line(string time)
    {
        await LabelFile.WriteAsync(_folder.FullName, [Label("1", "a/w", 60), Label("2", "a/w", 60) with { From = time }]);
        await WriteAsync([Row("a/w", 1)]);

        Assert.Matches($@"labels\.jsonl:\d: '{time}' is no time", await RefusalAsync());
    }

    [Fact]
    public async Task An_export_keeps_of_a_window_that_was_written_twice_the_row_that_was_known_first_and_leaves_out_what_is_no_number()
    {
        KnownVector[] rows =
        [
            Row("a/w", 1, 7) with
            {
                KnownAt = new Timestamp(9),
            },
            Row("a/w", 1, 8) with
            {
                KnownAt = new Timestamp(5),
            },
            Row("a/v", 1, float.NaN),
        ];

        var manifest = await FeatureExport.WriteAsync(_folder.FullName, [Set], rows, []);

        Assert.Equal((1, 1, 1), (manifest.Sets[0].Rows, manifest.Doubled, manifest.Refused));
        Assert.Equal(8, Assert.Single((await TrainingTable.ReadAsync(_folder.FullName, Set, 60)).Rows).Values[0]);
    }

    /// <summary>A process that dies at any file of an export leaves what is refused, and the next one writes what it would have written into an empty folder.</summary>
    [Theory]
    [InlineData(LabelFile.Name)]
    [InlineData("workload.parquet")]
    [InlineData("principal.parquet")]
    [InlineData(ExportManifest.File)]
    public async Task An_export_that_died_at_a_file_is_refused_until_it_is_made_again(string file)
    {
        await ExportAsync(_folder.FullName, 1);
        var inTheWay = _folder.CreateSubdirectory($"{file}.part");
        await Assert.ThrowsAnyAsync<SystemException>(() => ExportAsync(_folder.FullName, 2));

        Assert.Contains("there is no such file", await RefusalAsync(), StringComparison.Ordinal);

        inTheWay.Delete();
        await File.WriteAllTextAsync(inTheWay.FullName, "half");
        await ExportAsync(_folder.FullName, 2);
        var clean = Directory.CreateTempSubdirectory("streams-exported-");
        await ExportAsync(clean.FullName, 2);
        Assert.Equal(await ContentAsync(clean), await ContentAsync(_folder));
        Assert.Equal(2, (await TrainingTable.ReadAsync(_folder.FullName, Set, 60)).Rows.Count(r => r.Verdict == Verdict.Attack));
        clean.Delete(recursive: true);
    }

    [Fact]
    public async Task An_export_whose_labels_were_taken_away_is_refused()
    {
        await ExportAsync(_folder.FullName, 1);
        File.Delete(Path.Combine(_folder.FullName, LabelFile.Name));

        Assert.Contains($"{LabelFile.Name} is not there", await RefusalAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task ExportAsync(string folder, int attacks)
    {
        KnownVector[] rows = [.. Enumerable.Range(1, 9).Select(i => Row("a/w", i))];
        await LabelFile.WriteAsync(folder, Enumerable.Range(1, attacks).Select(i => Label($"{i}", "a/w", (i * 60) - 30)));
        await FeatureExport.WriteAsync(folder, [Set, FeatureSets.Principal], rows, []);
    }

    private static async Task<Dictionary<string, string>> ContentAsync(DirectoryInfo folder)
    {
        var content = new Dictionary<string, string>();
        foreach (var file in folder.GetFiles())
        {
            content.Add(file.Name, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file.FullName))));
        }

        return content;
    }

    private static KnownVector Row(string entity, int minute, float flows = 1, string cluster = "", int minutes = 1)
    {
        var values = new float[Set.Columns.Count];
        values[0] = flows;
        return new KnownVector(
            new FeatureVector
            {
                Set = Set.Name,
                SetHash = Set.Hash,
                Cluster = cluster,
                Kind = Set.Kind,
                Entity = entity,
                WindowStart = new Timestamp((minute - minutes) * FeatureWindows.Pane),
                WindowEnd = new Timestamp(minute * FeatureWindows.Pane),
                Values = values,
                Events = 1,
                Late = 0,
            },
            new Timestamp(minute * FeatureWindows.Pane)
        );
    }

    private static RowLabel Label(string alert, string entity, int seconds, string verdict = "true")
    {
        var time = new Timestamp(seconds * Timestamp.Second).Format();
        return new RowLabel(alert, "rule", verdict, Set.Name, "", entity, time, time);
    }

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<FormatException>(() => TrainingTable.ReadAsync(_folder.FullName, Set, 60))).Message;

    /// <summary>As another program would write the folder: the manifest is true, whatever the rows are.</summary>
    private async Task WriteAsync(KnownVector[] rows)
    {
        using var bytes = new MemoryStream();
        await FeatureParquet.WriteAsync(Set, rows, bytes);
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "workload.parquet"), bytes.ToArray());
        await WriteManifestAsync(bytes.ToArray(), rows.Length);
    }

    private async Task WriteManifestAsync(byte[] parquet, int rows)
    {
        var set = new ExportedSet(Set.Name, Set.Hash, "workload.parquet", rows, Convert.ToHexStringLower(SHA256.HashData(parquet)));
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.FullName, ExportManifest.File),
            new ExportManifest(ExportManifest.CurrentVersion, [], 0, [set]).ToBytes()
        );
    }
}
