using System.CommandLine;
using System.Globalization;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Training.Evaluation;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Events;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams evaluate FILE</c>: what a promotion asks of a model. Exit code 1 where it fails.</summary>
internal static class EvaluateCommand
{
    private const string CurrentModel = "current";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The artefact." };
        var data = new Option<string>("--data") { Description = "A folder of windows with labels; best one that it was not trained on.", Required = true };
        var against = new Option<string?>("--against") { Description = "The artefact that it is to replace, or 'current': the version that judges, or is to." };
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML), for --against current." };
        var output = new Option<string?>("--out") { Description = "Where the evaluation goes as JSON; default: FILE with .evaluation.json." };
        var command = new Command("evaluate", "Judges a model: each list and family held out, without surprise and each aspect alone, against the current one.")
        {
            file,
            data,
            against,
            config,
            output,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetValue(file)!,
                    PathOption.Of(parsed, data),
                    parsed.GetValue(against),
                    parsed.GetValue(config),
                    PathOption.Written(parsed, output),
                    cancel
                )
        ); // required
        return command;
    }

    private static async Task<int> RunAsync(string file, string data, string? against, string? config, string? output, CancellationToken cancel)
    {
        var (_, model) = ModelFile.Read(file);
        var path = output ?? Path.ChangeExtension(file, ".evaluation.json");
        if (Path.GetFullPath(path) == Path.GetFullPath(file))
        {
            throw new UsageException($"--out {output}: that is the artefact itself");
        }

        var current = against switch
        {
            null => null,
            CurrentModel => await CurrentAsync(model.Name, config, cancel).ConfigureAwait(false),
            _ => ModelFile.Read(against).Model,
        };
        TrainingTable table;
        ModelEvaluation evaluation;
        try
        {
            table = await TrainingTable.ReadAsync(data, model.Set, model.Artefact.WindowSeconds).ConfigureAwait(false);
            evaluation = ModelEvaluator.Evaluate(model, table, current);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }

        await File.WriteAllTextAsync(path, evaluation.ToJson(), cancel).ConfigureAwait(false);
        Console.WriteLine(Describe(model, evaluation, current is null));
        Console.WriteLine(TableText.Of(table));
        Console.WriteLine($"{(evaluation.Passed ? "passed" : "failed")}: {path}");
        return evaluation.Passed ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<WindowModel?> CurrentAsync(string name, string? config, CancellationToken cancel)
    {
        var kafka = ConfigurationReader.Read(config).Kafka;
        var history = await ModelTopics.ReadAsync(kafka, TopicPlan.Names(kafka), cancel).ConfigureAwait(false);
        return history.Load(Timestamp.Now(TimeProvider.System)).Standing(name)?.Model;
    }

    private static string Describe(WindowModel model, ModelEvaluation evaluation, bool isAlone)
    {
        var lines = new List<string>
        {
            Line(
                $"{model.Name} {model.ShortHash}, {evaluation.Ordinary} ordinary windows, {evaluation.Attacks} of attacks{(evaluation.Data == model.Artefact.Data.Manifest ? ", the same that it was trained on" : "")}{(isAlone ? ", no current model" : "")}"
            ),
            Line($"{"", -44}{"alarms", 10}{"found", 10}{"AUC", 10}"),
            Figures("the model", evaluation.Model),
            Figures("held out", evaluation.HeldOut),
        };
        if (evaluation.Current is { } current)
        {
            lines.Add(Figures("the current model", current));
        }

        lines.AddRange(evaluation.Ablation.Select(a => Figures($"{a.Name} ({a.Features} features), held out", a.Figures)));
        lines.AddRange(evaluation.Lists.Take(5).Select(l => Line($"{$"list {l.Name} ({l.Rows})", -44}{l.Share, 10:P2}")));
        lines.AddRange(evaluation.Families.Take(10).Select(f => Line($"{$"family {f.Name} ({f.Rows})", -44}{"", 10}{f.Share, 10:P2}")));
        lines.AddRange(evaluation.Gates.Select(g => Line($"{(g.Holds ? "holds" : "FAILS")}  {g.Name}: {g.Value:G4}, limit {g.Limit:G4}")));
        if (evaluation.Attacks == 0)
        {
            lines.Add("no window is labelled as an attack: nothing here says that the model finds any");
        }

        return string.Join('\n', lines);
    }

    private static string Figures(string name, ModelFigures figures) =>
        Line(
            $"{name, -44}{figures.FalseShare, 10:P2}{(figures.Found is { } found ? found.ToString("P2", CultureInfo.InvariantCulture) : "-"), 10}{(figures.Auc is { } auc ? auc.ToString("F4", CultureInfo.InvariantCulture) : "-"), 10}"
        );

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
