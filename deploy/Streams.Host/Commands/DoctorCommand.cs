using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Alertmanager;
using Streams.Detections.Rules;
using Streams.Host.Configuration;
using Streams.Host.Doctor;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Schemas.Parsing;
using Streams.Topologies.Binding;

namespace Streams.Host.Commands;

/// <summary><c>streams doctor</c>: looks at everything around the service and says what to mend.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

        var rules = RuleLibrary.Load(options.Detection.Rules.Length > 0 ? options.Detection.Rules : null).Rules;
        var failures = 0;
        using var schemas = RegistrySchemas.Of(options.Kafka, NullLogger.Instance);
        var parser = options.Detection.Pipeline.Normalise.Parser with { WriterSchemas = schemas };
        await foreach (var finding in Examination.RunAsync(Checks(options, policy, alertmanager, rules, parser), cancel).ConfigureAwait(false))
        {
            failures += finding.Verdict == Verdict.Failure ? 1 : 0;
            Console.WriteLine(json ? Json(finding) : Line(finding));
        }

        return failures == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static IReadOnlyList<IDoctorCheck> Checks(StreamsOptions options, string? policy, string alertmanager, RuleSet rules, ParserOptions parser) =>
        [
            new NativeLibraryCheck(),
            new StateDirectoryCheck(options.State.Directory),
            new KafkaCheck(options.Kafka),
            new TopicsCheck(options),
            new InstallationCheck(options.Kafka),
            new AclCheck(options),
            new ClockCheck(options.Kafka, TimeProvider.System),
            new TimeCheck(options.Kafka, TopicPlan.Names(options.Kafka)),
            .. Sources(options.Kafka, TopicPlan.Names(options.Kafka), rules, parser),
            .. Sinks(options.Sinks, alertmanager),
            new SchemaRegistryCheck(options.Kafka.Registry ?? ""),
            new KubernetesCheck(options.Kubernetes),
            new AuditPolicyCheck(policy, rules),
        ];

    private static IEnumerable<IDoctorCheck> Sources(KafkaOptions kafka, TopicNames names, RuleSet rules, ParserOptions parser)
    {
        foreach (var (source, topic) in names.Raw.OrderBy(r => r.Key))
        {
            yield return new SourceCheck(kafka, source, topic, names.SourcesOf(topic), rules, parser, TimeProvider.System);
        }

        foreach (var topic in names.Raw.Values.Distinct().Order(StringComparer.Ordinal))
        {
            yield return new DialectCheck(kafka, topic, names.SourcesOf(topic), parser);
        }
    }

    private static IEnumerable<IDoctorCheck> Sinks(SinkOptions sinks, string alertmanager)
    {
        if (alertmanager.Length > 0)
        {
            var address = Uri.TryCreate(alertmanager, UriKind.Absolute, out var url)
                ? url
                : throw new UsageException($"--alertmanager {alertmanager}: is no http or https address");
            yield return new SinkCheck(AlertmanagerSink.Definition, new AlertmanagerSinkOptions { Urls = [address] });
        }

        var on = SinkTable.All.Where(s => s.IsOn(sinks.Of(s)) && !(s == AlertmanagerSink.Definition && alertmanager.Length > 0)).ToArray();
        foreach (var sink in on)
        {
            yield return new SinkCheck(sink, sinks.Of(sink));
        }

        if (on.Length == 0)
        {
            yield return new NoSinkCheck();
        }
    }

    private static string Line(Finding finding) =>
        $"{finding.Verdict.ToString().ToLowerInvariant(), -8} {finding.Check}: {finding.Text}{(finding.Mend.Length > 0 ? $". {char.ToUpperInvariant(finding.Mend[0])}{finding.Mend[1..]}" : "")}";

    private static string Json(Finding finding) =>
        JsonSerializer.Serialize(
            new
            {
                check = finding.Check,
                verdict = finding.Verdict.ToString().ToLowerInvariant(),
                text = finding.Text,
                mend = finding.Mend,
            },
            Readable
        );
}
