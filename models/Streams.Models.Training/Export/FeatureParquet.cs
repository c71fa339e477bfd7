using Parquet;
using Parquet.Schema;
using Streams.Models.Features;

namespace Streams.Models.Training.Export;

/// <summary>Rows of one set as Parquet: a column a feature, in the order of (window_end, cluster, entity, window_start). No clock, no machine in the file: the same rows are the same bytes.</summary>
internal static class FeatureParquet
{
    /// <summary>Writes rows.</summary>
    public static async Task WriteAsync(FeatureSet set, IEnumerable<KnownVector> vectors, Stream stream)
    {
        KnownVector[] rows =
        [
            .. vectors
                .OrderBy(v => v.Vector.WindowEnd)
                .ThenBy(v => v.Vector.Cluster, StringComparer.Ordinal)
                .ThenBy(v => v.Vector.Entity, StringComparer.Ordinal)
                .ThenBy(v => v.Vector.WindowStart)
                .ThenBy(v => v.KnownAt),
        ];
        DataField[] texts = [.. ((string[])["cluster", "kind", "entity", "uid", "blind"]).Select(n => new DataField<string>(n, false))];
        DataField[] numbers = [.. ((string[])["window_start", "window_end", "known_at", "events", "late"]).Select(n => new DataField<long>(n))];
        DataField[] features = [.. set.Columns.Select(c => new DataField<float>(c.Name))];
        var writer = await ParquetWriter
            .CreateAsync(new ParquetSchema([.. numbers, .. texts, .. features]), stream, new ParquetOptions { CompressionMethod = CompressionMethod.Snappy })
            .ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            using var group = writer.CreateRowGroup();
            foreach (
                var (field, of) in numbers.Zip(
                    (Func<KnownVector, long>[])
                        [
                            v => v.Vector.WindowStart.Nanoseconds,
                            v => v.Vector.WindowEnd.Nanoseconds,
                            v => v.KnownAt.Nanoseconds,
                            v => v.Vector.Events,
                            v => v.Vector.Late,
                        ]
                )
            )
            {
                await group.WriteAsync<long>(field, rows.Select(of).ToArray()).ConfigureAwait(false);
            }

            foreach (
                var (field, of) in texts.Zip(
                    (Func<KnownVector, string>[])
                        [v => v.Vector.Cluster, v => v.Vector.Kind, v => v.Vector.Entity, v => v.Vector.Uid, v => string.Join(' ', v.Vector.Blind)]
                )
            )
            {
                await group.WriteAsync(field, (string[])[.. rows.Select(of)]).ConfigureAwait(false);
            }

            for (var i = 0; i < features.Length; i++)
            {
                var column = i;
                await group.WriteAsync<float>(features[i], rows.Select(r => r.Vector.Values[column]).ToArray()).ConfigureAwait(false);
            }
        }
    }
}
