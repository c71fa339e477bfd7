using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Schemas;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Logging;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Host.Supervision;
using Streams.Host.Web;
using Streams.Host.WebConsole;
using Streams.Schemas.Avro;

namespace Streams.Host.Commands;

/// <summary><c>streams run</c>: the service, against a real Kafka, exactly once.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML); any key can be set by STREAMS__SECTION__KEY." };
        var describe = new Option<bool>("--describe") { Description = "Print the topologies and end." };
        var alone = new Option<bool>("--no-supervise") { Description = "Run without the parent that starts the service again (for systemd and Kubernetes, which do that themselves)." };
        var command = new Command("run", "Runs the service.") { file, describe, alone };
        command.SetAction((parsed, cancel) =>
        {
            var options = ConfigurationReader.Read(parsed.GetValue(file));
            return parsed.GetValue(describe) || parsed.GetValue(alone)
                ? RunAsync(options, parsed.GetValue(describe), ServiceProcess.WithParent(cancel))
                : Supervisor.RunAsync(ServiceProcess.Start, TimeProvider.System, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(StreamsOptions options, bool describe, CancellationToken cancel)
    {
        var start = StartRules.Load(options);
        await UseRegistryAsync(options.Kafka).ConfigureAwait(false);
        using var log = ServiceLog.Create();
        try
        {
            await using var pipeline = await Pipeline.StartAsync(options, start.Plan, null, cancel, log).ConfigureAwait(false);
            if (describe)
            {
                var description = pipeline.Describe();
                Console.WriteLine(description.Text);
                Console.WriteLine(description.Mermaid);
                return ExitCode.Ok;
            }

            pipeline.Rules.StartedWith(start);
            await ServeAsync(options, pipeline, log, cancel).ConfigureAwait(false);
            await Console.Error.WriteLineAsync(pipeline.Board.Sum().ToString()).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Confluent.Kafka.KafkaException away) when (RestartCounts.OfParent().Any)
        {
            // It has run before, so the brokers are away for a while; at a first start they are an error of the environment.
            await Console.Error.WriteLineAsync($"streams: {away.Message}").ConfigureAwait(false);
            return ProcessEnd.StartMeAgain;
        }
    }

    private static async Task ServeAsync(StreamsOptions options, Pipeline pipeline, ILoggerFactory log, CancellationToken cancel)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = options.Kafka.Bootstrap, ClientProperties = options.Kafka.Properties });
        await using var sinks = SinkSet.Start(options, pipeline.Topics, pipeline.Rules.Book, log);
        await using var metrics = PipelineMetrics.Start(pipeline, sinks);
        await using var console = options.Http.Listen.Length == 0 ? null : ConsoleService.Start(options, pipeline, sinks.Runners);
        await using var web = console is null ? null : await ServiceWeb.StartAsync(IPEndPoint.Parse(options.Http.Listen), options.Http, pipeline, producer, console, cancel).ConfigureAwait(false);
        Console.WriteLine($"ready: {pipeline.Rules.Book.Timeline.Newest.Plan.Roots.Count} alerting rules, {pipeline.Shape.Origins.Count} raw partitions{(web is null ? "" : $", {web.Address}")}");
        await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task UseRegistryAsync(KafkaOptions options)
    {
        var url = options.SchemaRegistryUrl.Length > 0 ? options.SchemaRegistryUrl : Environment.GetEnvironmentVariable("SCHEMA_REGISTRY_URL");
        if (!string.IsNullOrEmpty(url))
        {
            SchemaIds.Use(await SchemaRegistration.RegisterAsync(url, SchemaCatalog.All.Select(s => (s.Name, s.Subject, s.Text))).ConfigureAwait(false));
        }
    }
}
