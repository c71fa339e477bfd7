using System.CommandLine;
using System.Globalization;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Training.Windows;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams train MODEL</c>: windows of features in, an artefact out. The same windows, labels and seed give the same bytes.</summary>
internal static class TrainCommand
{
    /// <summary>More false alarms than this are no threshold.</summary>
    private const double MostFalse = 0.1;

    public static Command Create()
    {
        var name = new Argument<string>("MODEL") { Description = "The model's name: small letters, digits and hyphens." };
        var data = new Option<string>("--data")
        {
            Description = "A folder that 'streams features export' or 'streams replay --features' wrote.",
            Required = true,
        };
        var set = new Option<string>("--set")
        {
            Description = "The set of features: principal, workload or dns.",
            DefaultValueFactory = _ => FeatureSets.Workload.Name,
        };
        var window = new Option<int>("--window") { Description = "The length of the windows: 60 or 300 seconds.", DefaultValueFactory = _ => 300 };
        var trainer = new Option<string>("--trainer")
        {
            Description = "pca or kmeans, which learn what is ordinary; lightgbm or logistic, which learn from labels.",
            DefaultValueFactory = _ => "pca",
        };
        var seed = new Option<int>("--seed") { Description = "Where chance begins: 0 or more.", DefaultValueFactory = _ => 1 };
        var share = new Option<double>("--false-share")
        {
            Description = "The share of ordinary windows that may alarm in the worst list of entities, at most 0.1.",
            DefaultValueFactory = _ => 0.005,
        };
        var features = new Option<string[]>("--feature")
        {
            Description = "A feature to look at; may be repeated. Default: all of the set.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string?>("--out") { Description = "The artefact's file; default: MODEL.json." };
        var command = new Command("train", "Trains a model over windows of features: one thread, one seed, no clock.")
        {
            name,
            data,
            set,
            window,
            trainer,
            seed,
            share,
            features,
            output,
        };
        command.SetAction(
            (parsed, _) =>
                RunAsync(
                    NameOf(parsed.GetValue(name)!), // required
                    PathOption.Of(parsed, data),
                    SetOf(parsed.GetValue(set)!), // it has a default
                    WindowOf(parsed.GetValue(window)),
                    new TrainerSettings
                    {
                        Name = parsed.GetValue(trainer)!,
                        Seed = SeedOf(parsed.GetValue(seed)),
                        FalseShare = ShareOf(parsed.GetValue(share)),
                    }, // as above
                    parsed.GetValue(features) is { Length: > 0 } some ? some : null,
                    PathOption.Written(parsed, output)
                )
        );
        return command;
    }

    /// <summary>The set of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static FeatureSet SetOf(string name) =>
        FeatureSets.Find(name)
        ?? throw new UsageException($"--set {name}: there is no such set; write one of {string.Join(", ", FeatureSets.All.Select(s => s.Name))}");

    private static async Task<int> RunAsync(
        string name,
        string data,
        FeatureSet set,
        int window,
        TrainerSettings settings,
        IReadOnlyList<string>? features,
        string? output
    )
    {
        try
        {
            var table = await TrainingTable.ReadAsync(data, set, window).ConfigureAwait(false);
            var artefact = WindowModelTrainer.Train(name, table, settings, features);
            var bytes = ArtefactCodec.Write(artefact);
            if (bytes.Length > ModelArtefact.MaxBytes)
            {
                throw new FormatException($"the model has {bytes.Length:N0} bytes, it may have {ModelArtefact.MaxBytes:N0}");
            }

            var file = output ?? $"{name}.json";
            await File.WriteAllBytesAsync(file, bytes).ConfigureAwait(false);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}\t{ArtefactCodec.HashOf(bytes)}\t{artefact.Data.Rows} windows of {artefact.Data.Entities} entities, {artefact.Data.Positives} of attacks\tthreshold {artefact.Threshold:G6}"
                )
            );
            Console.WriteLine(TableText.Of(table));
            return ExitCode.Ok;
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
        catch (DllNotFoundException e)
        {
            throw new EnvironmentException($"{settings.Name} needs a library that is not here, {e.Message}; on Debian: apt-get install libgomp1");
        }
    }

    private static string NameOf(string name) =>
        ModelArtefact.IsName(name) ? name : throw new UsageException($"{name}: a model's name has small letters, digits and hyphens, and begins with a letter");

    private static int WindowOf(int seconds) =>
        seconds is 60 or 300 ? seconds : throw new UsageException($"--window {seconds}: there are windows of 60 and of 300 seconds");

    private static double ShareOf(double share) =>
        share is > 0 and <= MostFalse
            ? share
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--false-share {share}: write a share up to {MostFalse}, as in 0.005"));

    private static int SeedOf(int seed) => seed >= 0 ? seed : throw new UsageException($"--seed {seed}: write 0 or more");
}
