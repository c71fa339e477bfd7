using System.Text.Json;
using DuckDB.NET.Data;
using Streams.Models.Features;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Models.Tests.Notebooks;

/// <summary>The SQL of the notebook, run by DuckDB over an export.</summary>
public sealed class PointInTimeTests : IDisposable
{
    private const long Minute = 60_000_000_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-notebook-");

    [Fact]
    public async Task A_label_is_joined_with_the_last_window_that_had_ended_and_was_known()
    {
        KnownVector[] rows =
        [
            Row("a/w", end: 1, knownAt: 1),
            Row("a/w", end: 2, knownAt: 9), // it ended before the alert and was written after it
            Row("a/w", end: 6, knownAt: 6), // after the alert
            Row("a/v", end: 3, knownAt: 3), // another's
        ];
        await FeatureExport.WriteAsync(_folder.FullName, [FeatureSets.Workload], rows, []);
        await LabelFile.WriteAsync(
            _folder.FullName,
            [new RowLabel("x", "rule", "true", "workload", "", "a/w", new Timestamp(0).Format(), new Timestamp((5 * Minute) + 123).Format())]
        );

        var found = Run("SELECT alert, verdict, entity, window_end, flows FROM training");

        Assert.Equal([$"x true a/w {Minute} 1"], found);
    }

    [Fact]
    public async Task A_label_of_which_nothing_was_known_is_no_training_row()
    {
        await FeatureExport.WriteAsync(_folder.FullName, [FeatureSets.Workload], [Row("a/w", end: 2, knownAt: 9)], []);
        await LabelFile.WriteAsync(
            _folder.FullName,
            [new RowLabel("x", "rule", "true", "workload", "", "a/w", new Timestamp(0).Format(), new Timestamp(5 * Minute).Format())]
        );

        Assert.Empty(Run("SELECT alert, verdict, entity, window_end, flows FROM training"));
    }

    [Fact]
    public void The_notebook_runs_that_file_and_its_other_queries_are_SQL()
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(Path.Combine(Some.Repository, "models/notebooks/point-in-time.ipynb")));
        var code = string.Concat(
            notebook
                .RootElement.GetProperty("cells")
                .EnumerateArray()
                .Where(c => c.GetProperty("cell_type").GetString() == "code")
                .SelectMany(c => c.GetProperty("source").EnumerateArray().Select(l => l.GetString()).Append("\n"))
        );

        Assert.Contains("open('point_in_time.sql')", code, StringComparison.Ordinal);
        Assert.Contains("read_parquet('workload.parquet')", code, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static KnownVector Row(string entity, int end, int knownAt) =>
        new(
            new FeatureVector
            {
                Set = FeatureSets.Workload.Name,
                SetHash = FeatureSets.Workload.Hash,
                Cluster = "",
                Kind = FeatureSets.Workload.Kind,
                Entity = entity,
                WindowStart = new Timestamp((end - 1) * Minute),
                WindowEnd = new Timestamp(end * Minute),
                Values = [.. Enumerable.Repeat((float)end, FeatureSets.Workload.Columns.Count)],
                Events = 1,
                Late = 0,
            },
            new Timestamp(knownAt * Minute)
        );

    private List<string> Run(string query)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"SET file_search_path = '{_folder.FullName}'");
        foreach (
            var statement in File.ReadAllText(Path.Combine(Some.Repository, "models/notebooks/point_in_time.sql")).Split(';').Where(s => s.Trim().Length > 0)
        )
        {
            Execute(connection, statement);
        }

        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return rows;
    }

    private static void Execute(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
