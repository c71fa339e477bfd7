using System.CommandLine;
using Streams.Connectors.Files.Recordings;
using Streams.Host.Commands.Models;
using Streams.Host.Replaying;
using Streams.Host.Rules;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Offline;

namespace Streams.Host.Commands;

/// <summary><c>streams replay</c>: files in, alerts out; offline, in virtual time, deterministic.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var options = new ReplayOptions();
        var output = new Option<string?>("--out") { Description = "Where the alerts go as JSON lines; default: standard output." };
        var failOnAlert = new Option<bool>("--fail-on-alert") { Description = "Exit 1 where there is an alert." };
        var summary = new Option<string?>("--summary")
        {
            Description = "Where the alerts by rule and day go as a JSON object; a table of them is printed in any case.",
        };
        var features = new Option<string?>("--features") { Description = "A folder for the windows of features: a Parquet file a set and manifest.json." };
        var models = new Option<string[]>("--model")
        {
            Description = "An artefact that scores windows for rules of type streams.score; may be repeated.",
            AllowMultipleArgumentsPerToken = true,
        };
        var scores = new Option<string?>("--scores") { Description = "Where what the models say goes as JSON lines." };
        var feeds = new Option<string[]>("--feed")
        {
            Description = "FORMAT=FILE: every event as the feed of that format tells it, a line each; may be repeated.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("replay", "Replays recorded lines through the pipeline without Kafka; writes the alerts as JSON lines.")
        {
            output,
            summary,
            failOnAlert,
            features,
            models,
            scores,
            feeds,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
            RunAsync(
                options,
                parsed,
                parsed.GetValue(output),
                parsed.GetValue(summary),
                PathOption.Folder(parsed, features),
                parsed.GetValue(models) ?? [],
                parsed.GetValue(scores),
                parsed.GetValue(feeds) ?? [],
                parsed.GetValue(failOnAlert)
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ReplayOptions options,
        ParseResult parsed,
        string? output,
        string? summary,
        string? features,
        IReadOnlyList<string> models,
        string? scores,
        IReadOnlyList<string> feeds,
        bool failOnAlert
    )
    {
        var files = options.Files(parsed);
        using var feedFiles = FeedFiles.Open(feeds);
        var pipelineOptions = feedFiles.Into(options.Pipeline(parsed));
        var plan = RuleLibrary.Load(parsed.GetValue(options.Rules));
        var recording = new Recording(files, pipelineOptions.Normalise.Parser);
        using var alerts = new AlertFile(output is null ? Console.Out : new StreamWriter(output));
        using var scoreFile = scores is null ? null : new ScoreFile(scores);
        var results = new ReplayResults(alerts, scoreFile, features is not null) { Feeds = feedFiles };
        var registry = ModelRegistry.Of([
            .. models.Select(m => new ModelTerm(ModelFile.Read(m).Model, 0, IsShadow: false, Timestamp.Unknown, Timestamp.Never)),
        ]);
        var pipeline = new OfflinePipeline(plan, pipelineOptions, recording.Sources, ModelLibrary.Load(), results, registry);
        results.Clock = () => pipeline.Clock;
        RecordedRun.OfTimes(recording, pipeline);
        Console.Error.Write(results.Summary.Table());
        if (summary is not null)
        {
            using var file = File.Create(summary);
            results.Summary.Write(file, results.BlindCount);
        }

        if (features is not null)
        {
            await WriteLabelsAsync(features, results.Alerts).ConfigureAwait(false);
            var manifest = await FeatureExport
                .WriteAsync(
                    features,
                    FeatureSets.All,
                    results.Vectors,
                    [.. files.Select(f => $"{(f.Sources.Count == 1 ? f.Sources[0].Name() : SourceNames.Auto)}={f.Path}")]
                )
                .ConfigureAwait(false);
            Console.Error.WriteLine($"{manifest.Sets.Sum(s => s.Rows)} rows of features in {features}");
        }

        Console.Error.WriteLine($"{results.Summary.Count} alerts, {results.BlindCount} absence rules blind");
        Console.Error.WriteLine(pipeline.Counts);
        if (!pipeline.Counts.Normalise.IsBalanced)
        {
            return ExitCode.Failed;
        }

        var judged = recording
            .Sources.Select(s => (Source: s, Counts: pipeline.CountsOf(s)))
            .Max(s => MostlyDead.Report(s.Counts.Dead, s.Counts.In, s.Source.Name(), results.FirstDead(s.Source)));
        if (judged != ExitCode.Ok)
        {
            return judged;
        }

        return failOnAlert && results.Summary.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task WriteLabelsAsync(string folder, StandingAlerts alerts)
    {
        Directory.CreateDirectory(folder);
        try
        {
            await LabelFile.WriteAsync(folder, alerts.All.Values.SelectMany(a => LabelRows.Of(a, LabelRows.Open))).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
