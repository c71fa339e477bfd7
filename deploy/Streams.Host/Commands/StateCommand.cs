using System.CommandLine;
using Streams.Host.Configuration;
using Streams.Host.StateCopies;

namespace Streams.Host.Commands;

/// <summary><c>streams state export|import|inspect</c>: what the stages know, as a directory.</summary>
internal static class StateCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var to = new Option<string>("--out") { Description = "A directory that is empty or not there yet.", Required = true };
        var export = new Command("export", "Copies the state of an installation that does not run, as of each stage's last commit.") { file, to };
        export.SetAction((parsed, cancel) => ExportAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(to)!, cancel)); // required
        var from = new Argument<string>("DIR") { Description = "A directory that an export has written." };
        var raw = new Option<string>("--raw")
        {
            Description = "Where to go on in raw topics: same (where the copied installation was, in the same topics of the same Kafka), beginning or end.",
            DefaultValueFactory = static _ => "same",
        };
        var import = new Command("import", "Gives a copy to an installation that has nothing yet; it goes on without opening alerts again.")
        {
            from,
            file,
            raw,
        };
        import.SetAction(
            (parsed, cancel) => ImportAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(from)!, Raw(parsed.GetValue(raw)), cancel) // an argument is required
        );
        var maybe = new Argument<string?>("DIR")
        {
            Description = "A directory that an export has written; without it the installation is asked.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var inspect = new Command("inspect", "Says what state there is, by stage, partition and kind.") { maybe, file, json };
        inspect.SetAction((parsed, cancel) => InspectAsync(parsed.GetValue(maybe), parsed.GetValue(file), parsed.GetValue(json), cancel));
        return new Command("state", "Copies, moves and shows what the stages know.") { export, import, inspect };
    }

    private static async Task<int> ExportAsync(StreamsOptions options, string directory, CancellationToken cancel)
    {
        var copy = await new StateExport(options, new CopyFolder(directory), TimeProvider.System).RunAsync(cancel).ConfigureAwait(false);
        Console.WriteLine(
            $"{directory}: {copy.Stages.Sum(s => s.State.Records)} entries of state, {copy.Stages.Sum(s => s.Waiting?.Records ?? 0)} records between the stages, {copy.Topics.Sum(t => t.Records.Records)} of other topics"
        );
        foreach (var stage in copy.Stages.Where(s => s.Unread > 0))
        {
            Console.Error.WriteLine(
                $"{stage.Topic}[{stage.Partition}]: {stage.Unread} records were not read yet and are not in the copy; they are read on in the same Kafka alone"
            );
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ImportAsync(StreamsOptions options, string directory, RawStart raw, CancellationToken cancel)
    {
        var copy = await new StateImport(options, new CopyFolder(directory), raw).RunAsync(cancel).ConfigureAwait(false);
        Console.WriteLine($"imported what {copy.Streams} wrote at {copy.Made:u}: {copy.Stages.Sum(s => s.State.Records)} entries of state; start the service");
        return ExitCode.Ok;
    }

    private static async Task<int> InspectAsync(string? directory, string? file, bool json, CancellationToken cancel)
    {
        var found = directory is { } copy
            ? StateInspection.Of(new CopyFolder(copy))
            : await StateInspection.OfAsync(ConfigurationReader.Read(file).Kafka, cancel).ConfigureAwait(false);
        Console.Write(json ? StateInspection.Json(found) : StateInspection.Text(found));
        return ExitCode.Ok;
    }

    private static RawStart Raw(string? name) =>
        Enum.TryParse<RawStart>(name, ignoreCase: true, out var raw) && !int.TryParse(name, out _)
            ? raw
            : throw new UsageException($"--raw {name}: write same, beginning or end");
}
