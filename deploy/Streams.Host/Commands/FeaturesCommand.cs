using System.CommandLine;
using System.Globalization;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Commands.Alerts;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;
using Streams.Models.Features;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Host.Commands;

/// <summary><c>streams features list|export</c>: the windows of features, for training.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the sets of features with their hashes.");
        list.SetAction(_ => List());
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var sets = new Option<string[]>("--set") { Description = "A set; may be repeated. Default: all.", AllowMultipleArgumentsPerToken = true };
        var clusters = new Option<string[]>("--cluster") { Description = "Only windows of this cluster; may be repeated. Default: all." };
        var from = TimeOption.Create("--from", "Only windows that end at this time or later (RFC 3339).");
        var to = TimeOption.Create("--to", "Only windows that end before this time (RFC 3339).");
        var output = new Option<string>("--out") { Description = "The folder.", Required = true };
        var export = new Command("export", "Writes windows of features from their topics as Parquet, with manifest.json. The same offsets give the same bytes.")
        {
            file,
            sets,
            clusters,
            from,
            to,
            output,
        };
        export.SetAction(
            (parsed, cancel) =>
                ExportAsync(
                    ConfigurationReader.Read(parsed.GetValue(file)),
                    new FeatureSelection
                    {
                        Sets =
                        [
                            .. (parsed.GetValue(sets) is { Length: > 0 } names ? names : [.. FeatureSets.All.Select(s => s.Name)])
                                .Distinct(StringComparer.Ordinal)
                                .Select(SetOf),
                        ],
                        Clusters = parsed.GetValue(clusters) ?? [],
                        From = TimeOption.Of(parsed, from) ?? Timestamp.Unknown,
                        To = TimeOption.Of(parsed, to) ?? Timestamp.Never,
                    },
                    PathOption.Folder(parsed, output),
                    cancel
                )
        );
        return new Command("features", "Windows of features.") { list, export };
    }

    private static int List()
    {
        foreach (var set in FeatureSets.All)
        {
            Console.WriteLine($"{set.Name}\t{set.Hash}\t{string.Join(' ', set.Columns.Select(c => c.Name))}");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(StreamsOptions options, FeatureSelection selection, string output, CancellationToken cancel)
    {
        if (selection.From >= selection.To)
        {
            throw new UsageException($"--from {selection.From.Format()} is not before --to {selection.To.Format()}: there is no time between them");
        }

        var (rows, ends) = (new List<KnownVector>(), new SortedDictionary<string, (long First, long Next)>(StringComparer.Ordinal));
        var topics = TopicPlan.Names(options.Kafka).Features;
        using var reader = new TopicReader(options.Kafka.Reader("features-export", [.. selection.Sets.Select(s => topics[s.Name])]));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{record.Topic}-{record.Partition}");
            ends[place] = (ends.TryGetValue(place, out var known) ? known.First : record.Offset, record.Offset + 1);
            if (FeatureCodec.Decode(record.Value) is { } vector && selection.Takes(vector))
            {
                rows.Add(new KnownVector(vector, Timestamp.FromMilliseconds(record.TimestampMs)));
            }
        }

        var labelled = await LabelledAlerts.ReadAsync(options.Kafka, cancel).ConfigureAwait(false);
        Directory.CreateDirectory(output);
        RowLabel[] labels = [.. labelled.Rows(rows.Select(r => r.KnownAt).DefaultIfEmpty().Max())];
        try
        {
            await LabelFile.WriteAsync(output, labels).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }

        var manifest = await FeatureExport
            .WriteAsync(
                output,
                selection.Sets,
                rows,
                [.. labelled.Places, .. ends.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key} {e.Value.First} {e.Value.Next}"))]
            )
            .ConfigureAwait(false);
        foreach (var set in manifest.Sets)
        {
            Console.WriteLine($"{set.File}\t{set.Rows} rows\t{set.Sha256}");
        }

        if (manifest.Refused + manifest.Doubled > 0)
        {
            Console.WriteLine(
                $"left out: {manifest.Refused} rows of another program's sets or with values that are no numbers, {manifest.Doubled} that were written a second time"
            );
        }

        Console.WriteLine(
            $"{LabelFile.Name}\t{labels.Length} spans of {labels.Select(l => l.Alert).Distinct().Count()} alerts, {labels.Count(l => l.Verdict == LabelRows.Open)} open; {labelled.LetIn} alerts that nobody judged for a day count as ordinary"
        );
        return ExitCode.Ok;
    }

    private static FeatureSet SetOf(string name) =>
        FeatureSets.Find(name)
        ?? throw new UsageException($"--set {name}: there is no such set; write one of {string.Join(", ", FeatureSets.All.Select(s => s.Name))}");
}
