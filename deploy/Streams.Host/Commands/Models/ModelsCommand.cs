using System.CommandLine;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Registry;
using Streams.Schemas.Models;

namespace Streams.Host.Commands.Models;

/// <summary><c>streams models …</c>: the versions that are registered, which of them judge, and who said so when and why.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var command = new Command("models", "Registers models, has them watched or judge, takes them back, and tells who did what when.");

        var file = new Argument<string>("FILE") { Description = "The artefact." };
        var evaluation = new Option<string?>("--evaluation") { Description = "What 'streams evaluate' wrote of it; default: the file beside it." };
        var by = new Option<string>("--by") { Description = "Who.", DefaultValueFactory = _ => Environment.UserName };
        var note = new Option<string>("--note") { Description = "Why.", DefaultValueFactory = _ => "" };
        var register = new Command("register", "Registers an artefact under the next version, with its evaluation.") { file, evaluation, by, note, config };
        register.SetAction((parsed, cancel) => Client(parsed).RegisterAsync(parsed.GetValue(file)!, parsed.GetValue(evaluation), cancel)); // required
        command.Subcommands.Add(register);

        var version = new Argument<string>("NAME/VERSION") { Description = "The version, as in workload/3; without /VERSION the newest." };
        var from = TimeOption.Create("--effective-from", "The first end of a window that it judges (RFC 3339); default: detection.ruleTakeOver from now.");
        foreach (
            var (kind, text) in (ReadOnlySpan<(ModelActionKind, string)>)
                [
                    (ModelActionKind.Shadow, "Has a version watched: its scores go to the topic scores and alert nobody."),
                    (
                        ModelActionKind.Promote,
                        "Has a version judge from an event time on, in every process. Refused where its evaluation failed or is missing."
                    ),
                    (ModelActionKind.Withdraw, "Takes a version out: it neither judges nor is watched."),
                ]
        )
        {
            var action = new Command(ModelActionCodec.NameOf(kind), text) { version, from, by, note, config };
            action.SetAction((parsed, cancel) => Client(parsed).ActAsync(kind, parsed.GetValue(version)!, TimeOption.Of(parsed, from), cancel)); // required
            command.Subcommands.Add(action);
        }

        var name = new Argument<string>("NAME") { Description = "The model." };
        var rollback = new Command("rollback", "Has the version judge that judged before the one in force.") { name, from, by, note, config };
        rollback.SetAction((parsed, cancel) => Client(parsed).RollBackAsync(parsed.GetValue(name)!, TimeOption.Of(parsed, from), cancel)); // required
        command.Subcommands.Add(rollback);

        var list = new Command("list", "Lists the versions, what each is doing now, and whether it passed its evaluation.") { config };
        list.SetAction((parsed, cancel) => PrintAsync(parsed, ModelText.List, cancel));
        command.Subcommands.Add(list);
        var show = new Command("show", "Prints a version's artefact with its evaluation.") { version, config };
        show.SetAction(
            (parsed, cancel) => PrintAsync(parsed, history => ModelText.Show(history, ModelVersion.Find(history, parsed.GetValue(version)!)), cancel)
        ); // required
        command.Subcommands.Add(show);
        var one = new Argument<string?>("NAME") { Description = "The model; default: all.", Arity = ArgumentArity.ZeroOrOne };
        var at = TimeOption.Create("--at", "Only which version judged windows that ended at this time (RFC 3339).");
        var past = new Command("history", "Tells who did what with which version when and why.") { one, at, config };
        past.SetAction((parsed, cancel) => PrintAsync(parsed, history => ModelText.History(history, parsed.GetValue(one), TimeOption.Of(parsed, at)), cancel));
        command.Subcommands.Add(past);
        command.Subcommands.Add(DriftCommand.Create(config));
        command.Subcommands.Add(OnnxCommand.Create());
        return command;

        ModelClient Client(ParseResult parsed) => new(ConfigurationReader.Read(parsed.GetValue(config)), parsed.GetValue(by)!, parsed.GetValue(note)!); // they have defaults

        async Task<int> PrintAsync(ParseResult parsed, Func<ModelHistory, string> text, CancellationToken cancel)
        {
            var kafka = ConfigurationReader.Read(parsed.GetValue(config)).Kafka;
            Console.WriteLine(text(await ModelTopics.ReadAsync(kafka, TopicPlan.Names(kafka), cancel).ConfigureAwait(false)));
            return ExitCode.Ok;
        }
    }
}
