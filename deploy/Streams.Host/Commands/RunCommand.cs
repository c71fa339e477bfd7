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
using Streams.Host.Running.Telemetry;
using Streams.Host.Schemas;
using Streams.Host.Sinks;
using Streams.Host.Supervision;
using Streams.Host.Web;
using Streams.Host.WebConsole;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams run</c>: the service, against a real Kafka, exactly once.</summary>
internal static class RunCommand
{
    private const int PoolThreads = 16;

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML); any key can be set by STREAMS__SECTION__KEY." };
        var describe = new Option<bool>("--describe") { Description = "Print the topologies and end." };
        var alone = new Option<bool>("--no-supervise")
        {
            Description = "Run without the parent that starts the service again (for systemd and Kubernetes, which do that themselves).",
        };
        var command = new Command("run", "Runs the service.") { file, describe, alone };
        command.SetAction(
            (parsed, cancel) =>
            {
                var options = ConfigurationReader.Read(parsed.GetValue(file));
                return parsed.GetValue(describe) || parsed.GetValue(alone)
                    ? RunAsync(options, parsed.GetValue(describe), ServiceProcess.WithParent(cancel))
                    : Supervisor.RunAsync(ServiceProcess.Start, TimeProvider.System, cancel);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(StreamsOptions options, bool describe, CancellationToken cancel)
    {
        // The pool begins with a thread a core and adds one or two a second: while a start waits for Kafka on them, nobody would answer a probe.
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        var start = StartRules.Load(options);
        var retry = new DependencyRetry(TimeProvider.System, what => Console.Error.WriteLine($"streams: {what}"));
        using var log = ServiceLog.Create(options.Log);
        using var traces = describe ? null : TraceExport.Start(options.Traces);
        try
        {
            if (describe)
            {
                await DescribeAsync(options, start.Plan, log, cancel).ConfigureAwait(false);
            }
            else
            {
                await ServeAsync(options, start, retry, log, cancel).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception away) when (DependencyRetry.MayPass(away))
        {
            await Console.Error.WriteLineAsync($"streams: {away.Message}").ConfigureAwait(false);
            return ProcessEnd.StartMeAgain;
        }
    }

    private static async Task DescribeAsync(StreamsOptions options, RulePlan plan, ILoggerFactory log, CancellationToken cancel)
    {
        var retry = new DependencyRetry(TimeProvider.System, static why => throw new EnvironmentException(why)); // a question does not wait for its answer
        await UseRegistryAsync(options.Kafka).ConfigureAwait(false);
        await using var pipeline = await Pipeline.BeginAsync(options, plan, null, retry, cancel, log).ConfigureAwait(false);
        var description = pipeline.Describe();
        Console.WriteLine(description.Text);
        Console.WriteLine(description.Mermaid);
    }

    /// <summary>The web server is there first: what is waited for and how far the restore is can be asked from the start, and audit batches are taken.</summary>
    private static async Task ServeAsync(StreamsOptions options, StartRules start, DependencyRetry retry, ILoggerFactory log, CancellationToken cancel)
    {
        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        var status = new ServiceStatus(retry);
        var audit = TopicPlan.Names(options.Kafka).Raw.GetValueOrDefault(EventSource.Audit);
        PipelineMetrics.Ready.Set(0);
        await using var web =
            options.Http.Listen.Length == 0
                ? null
                : await retry
                    .UntilAsync(
                        $"the address {options.Http.Listen}",
                        () =>
                            ServiceWeb.StartAsync(
                                IPEndPoint.Parse(options.Http.Listen),
                                options.Http,
                                status,
                                new SchemaCatalog(options.Kafka.TopicOf),
                                audit,
                                producer,
                                cancel
                            ),
                        cancel
                    )
                    .ConfigureAwait(false);
        await retry.UntilAsync("the schema registry", () => UseRegistryAsync(options.Kafka), cancel).ConfigureAwait(false);
        await using var pipeline = await Pipeline.BeginAsync(options, start.Plan, null, retry, cancel, log).ConfigureAwait(false);
        pipeline.Rules.StartedWith(start);
        status.Pipeline = pipeline;
        await using var sinks = SinkSet.Start(options, pipeline.Topics, pipeline.Rules.Registry, log);
        await using var metrics = PipelineMetrics.Start(pipeline, sinks, log);
        await using var console = options.Http.Listen.Length == 0 ? null : ConsoleService.Start(options, pipeline, sinks.Runners);
        status.Console = console;
        await pipeline.WaitUntilReadyAsync(cancel).ConfigureAwait(false);
        Console.WriteLine(
            $"ready: {pipeline.Rules.Registry.Timeline.Newest.Plan.Roots.Count} alerting rules, {pipeline.Shape.Origins.Count} raw partitions{(web is null ? "" : $", {web.Address}")}"
        );
        await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Console.Error.WriteLineAsync(pipeline.Status.Sum().ToString()).ConfigureAwait(false);
    }

    private static async Task<bool> UseRegistryAsync(KafkaOptions options)
    {
        if (options.Registry is { } url)
        {
            SchemaIds.Use(
                await SchemaRegistration
                    .RegisterAsync(url, new SchemaCatalog(options.TopicOf).All.Select(s => (s.Name, s.Subject, s.Text)))
                    .ConfigureAwait(false)
            );
        }

        return options.Registry is not null;
    }
}
