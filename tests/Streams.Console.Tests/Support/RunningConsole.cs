using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Demo;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Rules;
using RawRecord = Streams.Connectors.Kafka.Publishing.RawRecord;

namespace Streams.Console.Tests.Support;

/// <summary>The pipeline on an embedded broker with its console, after the demo's recording and some lines that cannot be used.</summary>
public sealed class RunningConsole : IAsyncLifetime
{
    private const double PictureSpeed = 10;
    private static readonly TimeSpan BeforePictures = TimeSpan.FromSeconds(30);

    /// <summary>Pictures are taken while the recording runs, so that records flow and the plots have something to show.</summary>
    private static readonly bool ForPictures = Environment.GetEnvironmentVariable("STREAMS_PICTURES") is { Length: > 0 };

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("streams-console-");
    private readonly List<IAsyncDisposable> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _flow = Task.CompletedTask;
    private EmbeddedBroker? _broker;
    private RawProducer? _producer;
    private Pipeline? _pipeline;
    private DemoWeb? _web;
    private StreamsOptions? _options;

    /// <summary>The rules of the running pipeline.</summary>
    internal RuleReloader Rules => _pipeline!.Rules; // InitializeAsync has started it

    /// <summary>Where the console is, with a slash at its end.</summary>
    public string Address => $"{_web!.Address}/console/"; // InitializeAsync has started it

    public async ValueTask InitializeAsync()
    {
        _broker = EmbeddedBroker.Start();
        _options = new StreamsOptions
        {
            Kafka =
            {
                Bootstrap = _broker.BootstrapServers,
                ExactlyOnce = false,
                RawPartitions = 1,
                SignalPartitions = 1,
            },
            State = { Directory = _state.FullName },
            Http = { Listen = "127.0.0.1:0" },
        };
        _pipeline = await Pipeline.StartAsync(_options, RuleLibrary.Load(null), _broker, CancellationToken.None);
        _running.Add(_pipeline);
        var sink = new SinkRunner(new CallbackSink("screen", static _ => { }), _options.Kafka, _pipeline.Topics);
        _running.Add(sink);
        _producer = new RawProducer(
            new RawProducerOptions { BootstrapServers = _broker.BootstrapServers, WaitForGroup = $"{_options.Kafka.ApplicationPrefix}-normalise" }
        );
        var publisher = new RecordingPublisher(_producer, _pipeline.Topics, [.. _pipeline.Shape.Origins.Keys], TimeProvider.System);
        await publisher.PublishAsync(Lines("S0"), 0, CancellationToken.None);
        _web = await DemoWeb.StartAsync(_options, _pipeline, [sink], CancellationToken.None);
        _running.Add(_web!); // an address is set
        if (!ForPictures)
        {
            await publisher.PublishAsync(Lines("S1"), 0, CancellationToken.None);
        }

        foreach (
            var line in (string[])
                [
                    "<html><head><title>503 Service Temporarily Unavailable</title></head>",
                    """{"kind":"Event","auditID":"8f1c2f0e","stage":""",
                    "no audit event at all",
                ]
        )
        {
            await _producer.PublishAsync(
                new RawRecord(_pipeline.Topics.Raw[EventSource.Audit], null, Encoding.UTF8.GetBytes(line)) { TimestampMs = publisher.Clock.Milliseconds },
                CancellationToken.None
            );
        }

        if (ForPictures)
        {
            _flow = publisher.PublishAsync(Lines("S1"), PictureSpeed, _stop.Token);
            await Task.Delay(BeforePictures);
            return;
        }

        await publisher.CompleteAsync(TimeSpan.FromHours(2), CancellationToken.None);
        await PipelineEnd.WaitAsync(_pipeline, [sink], publisher.Clock, CancellationToken.None);
    }

    /// <summary>Writes an alert into the topic, as stage C does.</summary>
    internal async Task PublishAsync(Alert alert)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker!.BootstrapServers });
        await producer.PublishAsync(
            new RawRecord(_pipeline!.Topics.Alerts, Encoding.UTF8.GetBytes(alert.Id), AlertCodec.Encode(alert, new AvroWriter())),
            CancellationToken.None
        );
        await producer.FlushAsync(CancellationToken.None);
    }

    /// <summary>Another console over the same pipeline, which the test may fill as it likes.</summary>
    internal Task<OwnConsole> OwnAsync(string token = "") => OwnAsync(new HttpOptions { Listen = "127.0.0.1:0", Token = token });

    internal async Task<OwnConsole> OwnAsync(HttpOptions http) =>
        await OwnConsole.StartAsync(new StreamsOptions { Kafka = _options!.Kafka, Http = http }, _pipeline!); // both are made before any test

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _flow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _producer?.Dispose();
        for (var i = _running.Count - 1; i >= 0; i--)
        {
            await _running[i].DisposeAsync();
        }

        _broker?.Dispose();
        _state.Delete(recursive: true);
    }

    private static IEnumerable<RecordedLine> Lines(string recording) => DemoRecording.Of(recording).Read();
}
