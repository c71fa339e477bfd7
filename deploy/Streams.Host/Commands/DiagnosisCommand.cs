using System.CommandLine;
using System.Globalization;
using Streams.Host.Configuration;
using Streams.Host.Diagnosis;

namespace Streams.Host.Commands;

/// <summary><c>streams diag</c>: a bundle for whoever is to help.</summary>
internal static class DiagnosisCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var to = new Option<string?>("--out") { Description = "The bundle; default: streams-diag-TIME.tar.gz." };
        var command = new Command(
            "diag",
            "Writes a bundle for whoever is to help: configuration without secrets, versions, lags, sizes, findings; nothing of what events say."
        )
        {
            file,
            to,
        };
        command.SetAction((parsed, cancel) => RunAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(to), cancel));
        return command;
    }

    private static async Task<int> RunAsync(StreamsOptions options, string? path, CancellationToken cancel)
    {
        var to = path ?? string.Create(CultureInfo.InvariantCulture, $"streams-diag-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.tar.gz");
        if (File.Exists(to))
        {
            throw new UsageException($"--out {to}: is there already");
        }

        var failed = await new DiagnosisBundle(TimeProvider.System)
            .WriteAsync(to, new DiagnosisParts(options, TimeProvider.System).All, cancel)
            .ConfigureAwait(false);
        foreach (var part in failed)
        {
            await Console.Error.WriteLineAsync($"not in it: {part}").ConfigureAwait(false);
        }

        Console.WriteLine(to);
        return ExitCode.Ok;
    }
}
