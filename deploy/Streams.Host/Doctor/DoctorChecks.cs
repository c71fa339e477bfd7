using Streams.Connectors.Sinks.Alertmanager;
using Streams.Detections.Rules;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Schemas.Parsing;
using Streams.Topologies.Binding;

namespace Streams.Host.Doctor;

/// <summary>What the doctor looks at, in order.</summary>
internal static class DoctorChecks
{
    /// <param name="options">The configuration.</param>
    /// <param name="policy">The API server's audit policy, a file; null: none.</param>
    /// <param name="alertmanager">An Alertmanager to look at; empty: those of the configuration.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="schemas">The schemas of writers of raw records; null: there is no registry.</param>
    public static IReadOnlyList<IDoctorCheck> All(StreamsOptions options, string? policy, string alertmanager, RuleSet rules, IWriterSchemas? schemas) =>
        [
            new NativeLibraryCheck(),
            new StateDirectoryCheck(options.State.Directory),
            new KafkaCheck(options.Kafka),
            new TopicsCheck(options),
            new InstallationCheck(options.Kafka),
            new AclCheck(options),
            new ClockCheck(options.Kafka, TimeProvider.System),
            new TimeCheck(options.Kafka, TopicPlan.Names(options.Kafka)),
            .. Sources(options.Kafka, TopicPlan.Names(options.Kafka), rules, options.Detection.Pipeline.Normalise.Parser with { WriterSchemas = schemas }),
            .. Sinks(options.Sinks, alertmanager),
            new DeliveryCheck(options, TimeProvider.System),
            new ModelCheck(options.Kafka, TimeProvider.System),
            new SchemaRegistryCheck(options.Kafka.Registry ?? ""),
            new KubernetesCheck(options.Kubernetes),
            new AuditPolicyCheck(policy, rules),
            new ExceptionCheck(rules, TimeProvider.System),
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
            yield return new SinkCheck(
                new ConfiguredSink(AlertmanagerSink.Definition.Name, AlertmanagerSink.Definition, new AlertmanagerSinkOptions { Urls = [address] })
            );
        }

        var on = sinks.On.Where(s => alertmanager.Length == 0 || s.Kind != AlertmanagerSink.Definition).ToArray();
        foreach (var sink in on)
        {
            yield return new SinkCheck(sink);
        }

        if (on.Length == 0)
        {
            yield return new NoSinkCheck();
        }
    }
}
