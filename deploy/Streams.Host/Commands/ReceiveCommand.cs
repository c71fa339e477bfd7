using System.CommandLine;
using System.Net;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Prometheus;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Web;
using Streams.Host.Web.Audit;

namespace Streams.Host.Commands;

/// <summary><c>streams receive</c>: the audit webhook alone, without state: as many as wanted beside the service.</summary>
internal static class ReceiveCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML); kafka and http are used." };
        var command = new Command("receive", "Runs the audit webhook alone: POST /audit into the raw audit topic.") { file };
        command.SetAction((parsed, cancel) => RunAsync(ConfigurationReader.Read(parsed.GetValue(file)), cancel));
        return command;
    }

    private static async Task<int> RunAsync(StreamsOptions options, CancellationToken cancel)
    {
        if (!options.Kafka.Raw.TryGetValue("audit", out var topic))
        {
            throw new UsageException("kafka.raw.audit: names no topic to receive into");
        }

        if (options.Http.Listen.Length == 0)
        {
            throw new UsageException("http.listen: empty, but a receiver must listen");
        }

        options.Http.AuditWebhook = true;
        options.Http.Console = false;
        if (options.Http.Validate().FirstOrDefault() is { Text: { } text } error)
        {
            throw new UsageException($"http.{error.Setting}: {text}");
        }

        Check(options.Kafka, topic);
        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        await using var application = WebServer.Create(IPEndPoint.Parse(options.Http.Listen), options.Http);
        Probes.Use(application, static () => null, static () => null);
        application.UseRouting();
        application.MapMetrics("/metrics");
        AuditEndpoint.Map(application, options.Http, producer, topic);
        await application.StartAsync(cancel).ConfigureAwait(false);
        Console.WriteLine($"ready: POST /audit into {topic}, {WebServer.AddressOf(application)}");
        await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    /// <summary>A broker that does not answer, or a topic that is not there, is told at the start, not by the first batch.</summary>
    private static void Check(KafkaOptions kafka, string topic)
    {
        using var admin = KafkaClients.Admin(kafka);
        var found = admin.GetMetadata(topic, KafkaClients.Patience).Topics.Find(t => t.Topic == topic);
        if (found is null || found.Error.Code != ErrorCode.NoError)
        {
            throw new EnvironmentException($"{topic}: {found?.Error.Reason ?? "unknown"}: streams topics create makes it");
        }
    }
}
