using Parquet;
using Parquet.Schema;
using Streams.Models.Features;
using Streams.Schemas.Events;

namespace Streams.Models.Training.Windows;

/// <summary>The rows of an exported file, checked: a value that is no number, or a window that stands there twice, would teach without anybody's seeing it.</summary>
internal static class WindowParquet
{
    /// <summary>Reads the windows of one length.</summary>
    /// <param name="file">Its name, for a person.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="set">The set.</param>
    /// <param name="window">The length, nanoseconds.</param>
    /// <param name="colours">What labels say.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and why.</exception>
    public static async Task<IReadOnlyList<TrainingRow>> ReadAsync(string file, byte[] bytes, FeatureSet set, long window, LabelColours colours)
    {
        var rows = new List<TrainingRow>();
        try
        {
            using var stream = new MemoryStream(bytes);
            var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                for (var i = 0; i < reader.RowGroupCount; i++)
                {
                    using var group = reader.OpenRowGroupReader(i);
                    await AddAsync(rows, group, reader.Schema, set, window).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is not (FormatException or OutOfMemoryException)) // whatever a file that others wrote makes of the library
        {
            throw new FormatException($"{file} is not as an export writes it, {e.Message}: export again", e);
        }

        Check(file, rows, set);
        return [.. rows.Select(r => Coloured(r, colours))];
    }

    private static async Task AddAsync(List<TrainingRow> rows, ParquetRowGroupReader group, ParquetSchema schema, FeatureSet set, long window)
    {
        var count = checked((int)group.RowCount);
        var (starts, ends) = (new long[count], new long[count]);
        var (clusters, entities, blind) = (new string[count], new string[count], new string[count]);
        await group.ReadAsync<long>(Field(schema, "window_start"), starts).ConfigureAwait(false);
        await group.ReadAsync<long>(Field(schema, "window_end"), ends).ConfigureAwait(false);
        await group.ReadAsync(Field(schema, "cluster"), clusters).ConfigureAwait(false);
        await group.ReadAsync(Field(schema, "entity"), entities).ConfigureAwait(false);
        await group.ReadAsync(Field(schema, "blind"), blind).ConfigureAwait(false);
        var columns = new float[set.Columns.Count][];
        for (var c = 0; c < columns.Length; c++)
        {
            await group.ReadAsync<float>(Field(schema, set.Columns[c].Name), columns[c] = new float[count]).ConfigureAwait(false);
        }

        for (var r = 0; r < count; r++)
        {
            if (ends[r] - starts[r] == window)
            {
                rows.Add(
                    new TrainingRow(clusters[r], entities[r], starts[r], ends[r], [.. columns.Select(c => c[r])], Verdict.Ordinary, "") { Blind = blind[r] }
                );
            }
        }
    }

    private static void Check(string file, List<TrainingRow> rows, FeatureSet set)
    {
        var seen = new HashSet<(string, string, long)>();
        foreach (var row in rows)
        {
            var place = $"{file}, {row.Entity} at {new Timestamp(row.WindowEnd).Format()}";
            if (!seen.Add((row.Cluster, row.Entity, row.WindowEnd)))
            {
                throw new FormatException($"{place}: the window stands there twice; export again, which keeps the one that was known first");
            }

            for (var c = 0; c < row.Values.Length; c++)
            {
                if (!float.IsFinite(row.Values[c]) || row.Values[c] < 0)
                {
                    throw new FormatException(
                        $"{place}: {set.Columns[c].Name} is {row.Values[c]}, a feature is 0 or more; export again, which leaves such rows out"
                    );
                }
            }
        }
    }

    private static TrainingRow Coloured(TrainingRow row, LabelColours colours)
    {
        var (verdict, family) = colours.Of(row.Cluster, row.Entity, row.WindowStart, row.WindowEnd);
        return row with { Verdict = verdict, Family = family };
    }

    private static DataField Field(ParquetSchema schema, string name) =>
        schema.GetDataFields().FirstOrDefault(f => f.Name == name) ?? throw new FormatException($"the Parquet file has no column {name}");
}
