using System.CommandLine;
using Streams.Host;
using Streams.Host.Commands;
using Streams.Host.Commands.Models;

var root = new RootCommand("Streams: a detection pipeline for Kubernetes over Kafka.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    ReceiveCommand.Create(),
    ReplayCommand.Create(),
    SimulateCommand.Create(),
    ParseCommand.Create(),
    MatchCommand.Create(),
    SourcesCommand.Create(),
    RulesCommand.Create(),
    AlertsCommand.Create(),
    EventCommand.Create(),
    FormatsCommand.Create(),
    TopicsCommand.Create(),
    StateCommand.Create(),
    FeaturesCommand.Create(),
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    ModelsCommand.Create(),
    DeadLetterCommand.Create(),
    ConfigCommand.Create(),
    DoctorCommand.Create(),
    DiagnosisCommand.Create(),
};

// "@FILE" is a command's own to read: by default it would be a file of arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    }

    await Console.Error.WriteLineAsync("streams --help lists the commands.").ConfigureAwait(false);
    return ExitCode.Usage;
}

return await CommandRunner.RunAsync(parsed).ConfigureAwait(false);
