using System.CommandLine;
using System.Globalization;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Drift;
using Streams.Models.Registry;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams models drift NAME</c>: how far features and score have moved from what the version was trained on. Exit code 1 where one has.</summary>
internal static class DriftCommand
{
    /// <summary>A year.</summary>
    private const int MostHours = 8_784;

    public static Command Create(Option<string?> config)
    {
        var version = new Argument<string>("NAME/VERSION")
        {
            Description = "The version, as in workload/3; without /VERSION the one that judges, else the newest.",
        };
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
        if (hours is <= 0 or > MostHours)
        {
            throw new UsageException($"--hours {hours}: write a number of hours, 1 to {MostHours}");
        }

        var topics = TopicPlan.Names(kafka);
        var now = Timestamp.Now(TimeProvider.System);
        var registered = Find(await ModelTopics.ReadAsync(kafka, topics, cancel).ConfigureAwait(false), version, now);
        WindowModel model;
        try
        {
            model = WindowModel.Read(registered.Artefact);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{registered.Key}: {e.Message}");
        }

        var since = now - (hours * 3_600L * Timestamp.Second);
        var rows = await RecordedWindows.ReadAsync(kafka, topics, model, since, cancel).ConfigureAwait(false);
        var figures = ModelDrift.Of(model, rows).Select(d => d.Figure).ToArray();
        Console.WriteLine(
            $"{registered.Key}: {rows.Count} windows since {since.Format()}, {rows.Count(r => model.Score(r) >= model.Threshold)} at the threshold or over"
        );
        if (!Array.Exists(figures, f => f.IsJudged))
        {
            Console.WriteLine($"too few windows to say whether they have moved: {DriftFigure.Least} are needed at least");
            return ExitCode.Ok;
        }

        foreach (var figure in figures)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(figure.HasMoved ? "MOVED" : "same"), -8}{figure.Of, -24}PSI {figure.Psi, 7:F3} (limit {figure.PsiLimit:F3})  KS {figure.Ks, 6:F3} (limit {figure.KsLimit:F3})"
                )
            );
        }

        return figures.Any(f => f.HasMoved) ? ExitCode.Failed : ExitCode.Ok;
    }

    /// <summary>Of a bare name the version that judges now, else the newest.</summary>
    private static RegisteredModel Find(ModelHistory history, string text, Timestamp now) =>
        history.Spans().LastOrDefault(s => s.Name == text && !s.IsShadow && s.From <= now && s.Until > now) is { } span
        && history.Find(span.Name, span.Version) is { } judging
            ? judging
            : ModelVersion.Find(history, text);
}
