using System.CommandLine;
using System.Text.Json;
using Streams.Connectors.Sinks.Pseudonyms;
using Streams.Host.Configuration;

namespace Streams.Host.Commands.Alerts;

/// <summary><c>streams alerts resolve PSEUDONYM</c>: whose name a sink was not told. A pseudonym cannot be reckoned back: the names in the alerts are tried.</summary>
internal static class ResolveCommand
{
    public static Command Create()
    {
        var pseudonym = new Argument<string>("PSEUDONYM") { Description = $"As a sink was told it: {Pseudonym.Prefix}…" };
        var config = new Option<string?>("--config") { Description = "The configuration file (YAML) with the sinks' keys." };
        var file = new Option<string?>("--file") { Description = "A file of alerts as JSON lines in the place of the topic." };
        var command = new Command("resolve", "Says whose name stands behind a sink's pseudonym.") { pseudonym, config, file };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetValue(pseudonym)!, // required
                    ConfigurationReader.Read(parsed.GetValue(config)),
                    parsed.GetValue(file),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string pseudonym, StreamsOptions options, string? file, CancellationToken cancel)
    {
        var keys = options.Sinks.All.Select(s => s.Options.Pseudonyms.Key).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (keys.Length == 0)
        {
            throw new UsageException("no sink has a key: set sinks.NAME.pseudonyms.key, or name the configuration that has it by --config");
        }

        var tried = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in (file is null ? AlertRows.OfTopic(options.Kafka, cancel) : AlertRows.OfFile(file)).ConfigureAwait(false))
        {
            foreach (var value in Values(row.Json).Where(tried.Add))
            {
                if (Array.Exists(keys, key => Pseudonym.Of(key, value) == pseudonym))
                {
                    Console.WriteLine(value);
                    return ExitCode.Ok;
                }
            }
        }

        Console.Error.WriteLine($"{pseudonym}: no name in the alerts that are kept has it under these keys");
        return ExitCode.Failed;
    }

    /// <summary>Every text, and of <c>kind=value</c> the value.</summary>
    private static IEnumerable<string> Values(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Values(p.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Values),
            JsonValueKind.String when json.GetString() is { } text => [text, text[(text.IndexOf('=') + 1)..]],
            _ => [],
        };
}
