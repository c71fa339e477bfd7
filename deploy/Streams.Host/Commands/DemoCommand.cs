using System.CommandLine;
using Spectre.Console;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Demo;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams demo</c>: the same Streamiz applications as <c>run</c>, on an embedded broker, over a recording of real attacks.</summary>
internal static class DemoCommand
{
    /// <summary>Columns where the output is no terminal: wide enough for every line of the report.</summary>
    private const int RedirectedWidth = 200;

    public static Command Create()
    {
        var speed = new Option<double>("--speed") { Description = "Recorded seconds a second; 0: as fast as it goes.", DefaultValueFactory = _ => 20 };
        var exit = new Option<bool>("--exit") { Description = "End when the recording has been replayed." };
        var json = new Option<bool>("--json") { Description = "Alerts as JSON lines on standard output; all else on standard error." };
        var failOnAlert = new Option<bool>("--fail-on-alert") { Description = "Exit 1 where there is an alert." };
        var listen = new Option<string>("--listen")
        {
            Description = "address:port of the console and /metrics; where it is taken, another port; empty: none.",
            DefaultValueFactory = _ => "127.0.0.1:8080",
        };
        var retrain = new Option<bool>("--retrain") { Description = "Train a model on what was recorded, evaluate and promote it, and compare it." };
        var command = new Command("demo", "Replays a recording of real attacks through the whole pipeline on an embedded broker.")
        {
            speed,
            exit,
            json,
            failOnAlert,
            listen,
            retrain,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    new DemoOptions(
                        parsed.GetValue(speed),
                        parsed.GetValue(exit),
                        parsed.GetValue(json),
                        parsed.GetValue(failOnAlert),
                        parsed.GetValue(listen) ?? "",
                        parsed.GetValue(retrain)
                    ),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions demo, CancellationToken cancel)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = RedirectedWidth;
        }

        if (demo.Listen.Length > 0 && !System.Net.IPEndPoint.TryParse(demo.Listen, out _))
        {
            throw new UsageException($"--listen {demo.Listen}: is no address:port, as in 127.0.0.1:8080");
        }

        var console = demo.Json ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : AnsiConsole.Console;
        var plan = RuleLibrary.Load(null);
        var state = Directory.CreateTempSubdirectory("streams-demo-");
        try
        {
            using var broker = EmbeddedBroker.Start();
            console.WriteLine(
                $"Embedded Kafka broker at {broker.BootstrapServers} (raw.container, raw.audit, raw.dns, raw.journal, raw.kernel, raw.ebpf); {plan.Rules.Detections.Count} detections, {plan.Roots.Count} alerting rules."
            );
            var alerts = await ReplayAsync(console, broker, plan, state.FullName, demo, cancel).ConfigureAwait(false);
            return demo.FailOnAlert && alerts > 0 ? ExitCode.Failed : ExitCode.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            console.WriteLine("stopped.");
            return ExitCode.Ok;
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static async Task<int> ReplayAsync(
        IAnsiConsole console,
        EmbeddedBroker broker,
        RulePlan plan,
        string state,
        DemoOptions demo,
        CancellationToken cancel
    )
    {
        var options = new StreamsOptions
        {
            Kafka =
            {
                Bootstrap = broker.BootstrapServers,
                ExactlyOnce = false,
                RawPartitions = 1,
                SignalPartitions = 1,
            },
            State = { Directory = state },
            Http = { Listen = demo.Listen },
        };
        var screen = new DemoScreen(console);
        await using var pipeline = await Pipeline.StartAsync(options, plan, broker, cancel).ConfigureAwait(false);
        await using var sink = new SinkRunner(
            new CallbackSink(
                "screen",
                demo.Json
                    ? a =>
                    {
                        Console.WriteLine(AlertJson.Serialize(a));
                        screen.Show(a);
                    }
                    : screen.Show
            ),
            options.Kafka,
            pipeline.Topics
        );
        await using var web = await DemoWeb.StartAsync(options, pipeline, [sink], cancel).ConfigureAwait(false);
        if (web is not null)
        {
            console.WriteLine($"Console at {web.Address}/console/");
        }

        using var producer = new RawProducer(
            new RawProducerOptions { BootstrapServers = broker.BootstrapServers, WaitForGroup = $"{options.Kafka.ApplicationPrefix}-normalise" }
        );
        var publisher = new RecordingPublisher(producer, pipeline.Topics, [.. pipeline.Shape.Origins.Keys], TimeProvider.System);
        var falco = new FalcoAlone();
        var attack = DemoRecording.Of("S1").Read().ToArray();
        var last = attack[^1].AppendTime;
        var first = attack[0].AppendTime;
        foreach (var line in attack.Where(l => l.Source == EventSource.Ebpf))
        {
            falco.Add(line);
        }

        var work = WorkAsync();
        await screen
            .RunAsync(work, () =>
                (
                    Share(publisher.Clock, first, last),
                    !publisher.Clock.IsKnown ? "starting" : $"{publisher.Clock.Format()[11..19]}  {publisher.Lines} lines, {screen.Alerts.Count} alerts"
                )
            )
            .ConfigureAwait(false);
        var retrained = demo.Retrain
            ? await new DemoRetraining(options.Kafka, pipeline.Topics, Path.Combine(state, "export"))
                .RunAsync(screen.Alerts, publisher.Clock, pipeline.Models, cancel)
                .ConfigureAwait(false)
            : null;
        var truth = Truth.Read(Path.Combine(DemoRecording.Folder, "S1", "truth.json"));
        DemoReport.Write(
            console,
            truth,
            Comparison.Of(truth, Comparison.FindingsOf(screen.Alerts.Where(a => a.LastSeen >= first))),
            Comparison.Of(truth, falco.Findings),
            screen.Alerts,
            retrained is null ? null : RetrainedComparison.Of(retrained, truth, first)
        );
        if (!demo.Exit)
        {
            console.WriteLine($"The pipeline goes on; publish into it at {broker.BootstrapServers}, or end with Ctrl-C.");
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Console.Error.WriteLineAsync(pipeline.Status.Sum().ToString()).ConfigureAwait(false);
        return screen.Alerts.Count;

        async Task WorkAsync()
        {
            await publisher.PublishAsync(DemoRecording.Of("S0").Read(), 0, cancel).ConfigureAwait(false);
            await publisher.PublishAsync(attack, demo.Speed, cancel).ConfigureAwait(false);
            await publisher.CompleteAsync(TimeSpan.FromHours(2), cancel).ConfigureAwait(false);
            await PipelineEnd.WaitAsync(pipeline, [sink], publisher.Clock, cancel).ConfigureAwait(false);
        }
    }

    private static double Share(Timestamp clock, Timestamp first, Timestamp last) => Math.Clamp((double)(clock - first) / (last - first), 0, 1);
}
