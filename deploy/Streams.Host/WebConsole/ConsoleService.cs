using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Streams.Engine.State;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Host.WebConsole.Access;
using Streams.Host.WebConsole.Alerts;
using Streams.Host.WebConsole.DeadLetters;
using Streams.Host.WebConsole.Figures;
using Streams.Host.WebConsole.Labels;
using Streams.Host.WebConsole.Models;
using Streams.Host.WebConsole.Reading;
using Streams.Host.WebConsole.Records;
using Streams.Host.WebConsole.Rules;
using Streams.Host.WebConsole.Topology;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Host.WebConsole;

/// <summary>What the console shows: the alerts and dead letters as their topics have them, and the figures of the running pipeline.</summary>
internal sealed class ConsoleService : IAsyncDisposable
{
    private const int LastAlerts = 100_000;
    private readonly Pipeline _pipeline;
    private readonly IReadOnlyList<SinkRunner> _sinks;
    private readonly StatusTicker _ticker;
    private readonly TopicTail _alerts;
    private readonly TopicTail _letters;

    private ConsoleService(StreamsOptions options, Pipeline pipeline, IReadOnlyList<SinkRunner> sinks, bool isEmbedded)
    {
        (_pipeline, _sinks) = (pipeline, sinks);
        Feed = new AlertFeed(RandomNumberGenerator.GetHexString(12, lowercase: true));
        Rules = new RuleList(pipeline.Rules, pipeline.Status, Feed, TimeProvider.System);
        Access = new ConsoleAccess(options.Http.Token, IPAddress.IsLoopback(IPEndPoint.Parse(options.Http.Listen).Address), options.Http.ByTenant);
        Redactor = options.Detection.Normalise.Redactor();
        Records = new RecordCalls(options.Kafka, [.. pipeline.Topics.Raw.Values], Redactor);
        Labels = new LabelCalls(options.Kafka, pipeline.Topics.Labels);
        Models = new ModelCalls(options.Kafka, pipeline.Topics, pipeline.Drift, TimeProvider.System);
        var writer = new StatusWriter(pipeline, sinks, Feed, isEmbedded ? "the embedded broker" : options.Kafka.Bootstrap, TimeProvider.System);
        _ticker = StatusTicker.Start(new SourceSampler(pipeline), writer, History, Feed, TimeProvider.System);
        _alerts = TopicTail.Follow(options.Kafka, pipeline.Topics.Alerts, LastAlerts, record => Take(record.Value), Feed.MarkLoaded);
        _letters = TopicTail.Follow(
            options.Kafka,
            pipeline.Topics.DeadLetters,
            DeadLetterBox.Most,
            record => DeadLetters.Add(DeadLetter.Of(record, Redactor)),
            static () => { }
        );
    }

    public AlertFeed Feed { get; }

    public DeadLetterBox DeadLetters { get; } = new();

    /// <summary>Takes secrets out of what is shown, those of the operator's own patterns too.</summary>
    public Redactor Redactor { get; }

    public RecordCalls Records { get; }

    public LabelCalls Labels { get; }

    public ModelCalls Models { get; }

    public SourceHistory History { get; } = new();

    public RuleList Rules { get; }

    public ConsoleAccess Access { get; }

    /// <summary>The stages' committed state.</summary>
    public StateQueries State => _pipeline.State;

    /// <summary>The last status as JSON, as who looks may see it.</summary>
    /// <param name="tenant">Who looks; null: who sees all.</param>
    public ReadOnlyMemory<byte> StatusFor(Tenant? tenant) => tenant is null ? _ticker.Last : _ticker.LastOfTenants;

    /// <summary>Begins to read and to sample.</summary>
    public static ConsoleService Start(StreamsOptions options, Pipeline pipeline, IReadOnlyList<SinkRunner> sinks, bool isEmbedded = false) =>
        new(options, pipeline, sinks, isEmbedded);

    public void WriteTopology(Utf8JsonWriter json) => TopologyGraph.Write(json, _pipeline.Stages, _pipeline.Topics, _sinks);

    public async ValueTask DisposeAsync()
    {
        await _alerts.DisposeAsync().ConfigureAwait(false);
        await _letters.DisposeAsync().ConfigureAwait(false);
        await _ticker.DisposeAsync().ConfigureAwait(false);
        await Labels.DisposeAsync().ConfigureAwait(false);
        Models.Dispose();
        Records.Dispose();
    }

    private void Take(byte[]? value)
    {
        if (value is not null && AlertCodec.Decode(value) is { } alert)
        {
            Feed.Put(Redactor.Redact(alert));
        }
    }
}
