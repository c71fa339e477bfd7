using System.CommandLine;
using System.Globalization;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Drift;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams models drift NAME</c>: how far features and score have moved from what the version was trained on. Exit code 1 where one has.</summary>
internal static class DriftCommand
{
    public static Command Create(Option<string?> config)
    {
        var version = new Argument<string>("NAME/VERSION") { Description = "The version, as in workload/3; without /VERSION the newest." };
        var hours = new Option<int>("--hours") { Description = "How far back windows are looked at.", DefaultValueFactory = _ => 24 };
        var command = new Command("drift", "Compares the windows of the last hours with those that a version was trained on (PSI, KS).")
        {
            version,
            hours,
            config,
        };
        command.SetAction(
            (parsed, cancel) => RunAsync(ConfigurationReader.Read(parsed.GetValue(config)).Kafka, parsed.GetValue(version)!, parsed.GetValue(hours), cancel)
        ); // required
        return command;
    }

    private static async Task<int> RunAsync(KafkaOptions kafka, string version, int hours, CancellationToken cancel)
    {
        if (hours <= 0)
        {
            throw new UsageException($"--hours {hours}: write a number of hours, 1 or more");
        }

        var topics = TopicPlan.Names(kafka);
        var registered = ModelVersion.Find(await ModelTopics.ReadAsync(kafka, topics, cancel).ConfigureAwait(false), version);
        WindowModel model;
        try
        {
            model = WindowModel.Read(registered.Artefact);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{registered.Key}: {e.Message}");
        }

        var since = Timestamp.Now(TimeProvider.System) - (hours * 3_600 * Timestamp.Second);
        var rows = await RowsAsync(kafka, topics.Features[model.Set.Name], model, since, cancel).ConfigureAwait(false);
        var figures = ModelDrift.Of(model, rows).Select(d => d.Figure).ToArray();
        Console.WriteLine(
            $"{registered.Key}: {rows.Count} windows since {since.Format()}, {rows.Count(r => model.Score(r) >= model.Threshold)} at the threshold or over"
        );
        foreach (var figure in figures)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(!figure.IsJudged ? "too few" : figure.HasMoved ? "MOVED" : "same"), -8}{figure.Of, -24}PSI {figure.Psi, 7:F3} (limit {figure.PsiLimit:F3})  KS {figure.Ks, 6:F3} (limit {figure.KsLimit:F3})"
                )
            );
        }

        return figures.Any(f => f.HasMoved) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<List<float[]>> RowsAsync(KafkaOptions kafka, string topic, WindowModel model, Timestamp since, CancellationToken cancel)
    {
        var rows = new List<float[]>();
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = kafka.Bootstrap,
                Topics = [topic],
                GroupId = $"{kafka.ApplicationPrefix}-models-drift",
                From = ReadFrom.Beginning,
                ClientProperties = kafka.Properties,
                Seals = kafka.Seals,
            }
        );
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (
                Timestamp.FromMilliseconds(record.TimestampMs) >= since
                && FeatureCodec.Decode(record.Value) is { } row
                && row.SetHash == model.Set.Hash
                && row.WindowEnd - row.WindowStart == model.Window
                && row.Values.Count == model.Set.Columns.Count
            )
            {
                rows.Add([.. row.Values]);
            }
        }

        return rows;
    }
}
