using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Host.Configuration;
using Streams.Host.Doctor;
using Streams.Host.Rules;
using Streams.Host.Schemas;

namespace Streams.Host.Commands;

/// <summary><c>streams doctor</c>: looks at everything around the service and says what to mend.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var policy = new Option<string?>("--audit-policy") { Description = "The API server's audit policy: which rules does it blind?" };
        var alertmanager = new Option<string>("--alertmanager")
        {
            Description = "An Alertmanager to look at; default: those of the configuration.",
            DefaultValueFactory = _ => "",
        };
        var json = new Option<bool>("--json") { Description = "A JSON object a line." };
        var command = new Command("doctor", "Looks at Kafka, Loki, the sources and the audit policy; one line each, and how to mend it. Exit 1 on a failure.")
        {
            file,
            policy,
            alertmanager,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    ConfigurationReader.Read(parsed.GetValue(file)),
                    parsed.GetValue(policy),
                    parsed.GetValue(alertmanager)!,
                    parsed.GetValue(json),
                    cancel
                )
        ); // it has a default
        return command;
    }

    private static async Task<int> RunAsync(StreamsOptions options, string? policy, string alertmanager, bool json, CancellationToken cancel)
    {
        if (policy is not null && !File.Exists(policy))
        {
            throw new UsageException($"{policy}: there is no such file");
        }

        var rules = RuleLibrary.Load(options.Detection.Rules).Rules;
        var failures = 0;
        using var schemas = RegistrySchemas.Of(options.Kafka, NullLogger.Instance);
        await foreach (var finding in Examination.RunAsync(DoctorChecks.All(options, policy, alertmanager, rules, schemas), cancel).ConfigureAwait(false))
        {
            failures += finding.Verdict == Verdict.Failure ? 1 : 0;
            Console.WriteLine(json ? finding.Json() : Line(finding));
        }

        return failures == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Line(Finding finding) =>
        $"{finding.Verdict.ToString().ToLowerInvariant(), -8} {finding.Check}: {finding.Text}{(finding.Mend.Length > 0 ? $". {char.ToUpperInvariant(finding.Mend[0])}{finding.Mend[1..]}" : "")}";
}
