using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Host.Configuration;
using Streams.Topologies.State;

namespace Streams.Host.StateCopies;

/// <summary>What state there is.</summary>
internal static class StateInspection
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Of a copy.</summary>
    public static IReadOnlyList<StateSize> Of(CopyFolder folder) =>
        [.. folder.Open().Stages.SelectMany(s => Sizes(s.Stage, s.Input, s.Partition, folder.Read(s.State)))];

    /// <summary>Of an installation, running or not, as its changelogs are committed now.</summary>
    public static async Task<IReadOnlyList<StateSize>> OfAsync(KafkaOptions options, CancellationToken cancel)
    {
        using var installation = new Installation(options);
        var partitions = installation.Partitions();
        var sizes = new List<StateSize>();
        foreach (var input in StageInput.All(options))
        {
            if (partitions.TryGetValue(input.Changelog(options), out var count))
            {
                var tables = await StateExport.TableAsync(installation, input.Changelog(options), count, cancel).ConfigureAwait(false);
                sizes.AddRange(tables.SelectMany((table, p) => Sizes(input.Stage, input.Input, p, table.Values)));
            }
        }

        return sizes;
    }

    public static string Json(IReadOnlyList<StateSize> sizes) => JsonSerializer.Serialize(sizes, Indented) + "\n";

    public static string Text(IReadOnlyList<StateSize> sizes)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"stage", -10} {"input", -16} {"partition", 9} {"kind", -16} {"entries", 10} {"bytes", 12}");
        foreach (var size in sizes)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{size.Stage, -10} {size.Input, -16} {size.Partition, 9} {size.Kind, -16} {size.Entries, 10} {size.Bytes, 12}"
            );
        }

        return text.ToString();
    }

    private static IEnumerable<StateSize> Sizes(string stage, string input, int partition, IEnumerable<CopiedRecord> entries) =>
        entries
            .GroupBy(e => StateEntries.KindOf(e.Key), StringComparer.Ordinal)
            .OrderBy(k => k.Key, StringComparer.Ordinal)
            .Select(k => new StateSize(stage, input, partition, k.Key, k.LongCount(), k.Sum(e => e.Key.Length + (e.Value?.Length ?? 0))));
}
