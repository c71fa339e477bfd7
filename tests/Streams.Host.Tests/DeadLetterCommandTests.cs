using System.Text;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Connectors.Sinks.Formats;
using Streams.Engine.Hosting;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Host.Tests;

/// <summary><c>streams dlq</c> as a user runs it, on the embedded broker.</summary>
public sealed class DeadLetterCommandTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public DeadLetterCommandTests()
    {
        _broker.CreateTopic("dlq", 1);
        _broker.CreateTopic("raw.audit", 2);
    }

    [Fact]
    public async Task List_shows_letters_of_a_reason_with_their_bytes()
    {
        await PublishAsync(("malformed", "one"), ("invalid_json", "two"));
        var (code, output, _) = Run("list", "--reason", "invalid_json");

        Assert.Equal(0, code);
        Assert.Contains("\"value\":\"two\"", Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resend_sends_each_once_by_reason_to_the_partition_it_came_from()
    {
        await PublishAsync(("malformed", "one"), ("invalid_json", "two"), ("refused_by_sink", "three"));

        Assert.StartsWith("sent 1 back", Run("resend", "--reason", "invalid_json").Output, StringComparison.Ordinal);
        Assert.StartsWith("sent 1 back", Run("resend").Output, StringComparison.Ordinal);
        Assert.StartsWith("sent 0 back", Run("resend").Output, StringComparison.Ordinal);
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topics = ["raw.audit"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var back = await reader.ReadToEndAsync().ToListAsync();
        Assert.Equal([("two", 1), ("one", 1)], back.Select(r => (Encoding.UTF8.GetString(r.Value ?? []), r.Partition)));
    }

    /// <summary>An earlier version sets aside what a later one writes beside it, while an installation is upgraded.</summary>
    [Fact]
    public async Task Resend_sends_signals_back_that_this_version_can_read_and_no_other_record_of_ours()
    {
        _broker.CreateTopic("signals", 2);
        var signal = SignalCodec.Encode(Signal(), new AvroWriter());
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers }))
        {
            foreach (var (topic, value) in ((string, byte[])[])[("signals", signal), ("signals", "forged"u8.ToArray()), ("models", signal)])
            {
                var headers = new DeadLetterHeaders("malformed", "unknown")
                {
                    Topic = topic,
                    Partition = 1,
                    Offset = 7,
                };
                await producer.PublishAsync(new RawRecord("dlq", "group"u8.ToArray(), value) { Headers = headers.Write() });
            }

            await producer.FlushAsync();
        }

        Assert.StartsWith("sent 1 back", Run("resend").Output, StringComparison.Ordinal);
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topics = ["signals"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var back = Assert.Single(await reader.ReadToEndAsync().ToListAsync());
        Assert.Equal(("group", 1), (Encoding.UTF8.GetString(back.Key), back.Partition));
        Assert.Equal(signal, back.Value);
    }

    [Fact]
    public void Resend_of_a_reason_that_is_none_is_a_usage_error_that_names_the_reasons()
    {
        var (code, _, error) = Run("resend", "--reason", "bad");

        Assert.Equal(2, code);
        Assert.Contains("invalid_json", error, StringComparison.Ordinal);
    }

    /// <summary>In the last state that the topic holds; once; and not where the sink is off.</summary>
    [Fact]
    public async Task A_sink_is_given_again_what_it_refused()
    {
        _broker.CreateTopic("alerts", 1);
        using var file = Cli.File("");
        await PublishAlertAsync(AlertStatus.Open);
        await PublishAlertAsync(AlertStatus.Closed);
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers }))
        {
            var headers = new DeadLetterHeaders("refused_by_sink", "file: no") { Sink = "file" };
            await producer.PublishAsync(
                new RawRecord("dlq", Encoding.UTF8.GetBytes(Alert(AlertStatus.Open).Id), "{}"u8.ToArray()) { Headers = headers.Write() }
            );
            await producer.FlushAsync();
        }

        var (code, _, error) = Run("resend", "--reason", "refused_by_sink");
        Assert.Equal(1, code);
        Assert.Contains("file: letters of a sink that this configuration does not switch on", error, StringComparison.Ordinal);

        var on = new Dictionary<string, string> { ["STREAMS__SINKS__FILE__PATH"] = file.Path };
        var first = Run(on, "resend", "--reason", "refused_by_sink");
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("sinks took 1, refused 0", first.Output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"closed\"", Assert.Single(File.ReadAllLines(file.Path)), StringComparison.Ordinal);
        Assert.DoesNotContain("sinks took", Run(on, "resend").Output, StringComparison.Ordinal);
    }

    public void Dispose() => _broker.Dispose();

    private (int Code, string Output, string Error) Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    private (int Code, string Output, string Error) Run(Dictionary<string, string> settings, params string[] arguments) =>
        Cli.Run(null, new Dictionary<string, string>(settings) { ["STREAMS__KAFKA__BOOTSTRAP"] = _broker.BootstrapServers }, ["dlq", .. arguments]);

    private static Alert Alert(AlertStatus status) => SampleAlerts.All[0].Alert with { Status = status };

    private async Task PublishAlertAsync(AlertStatus status)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        var alert = Alert(status);
        await producer.PublishAsync(new RawRecord("alerts", Encoding.UTF8.GetBytes(alert.Id), AlertCodec.Encode(alert, new AvroWriter())));
        await producer.FlushAsync();
    }

    private async Task PublishAsync(params (string Reason, string Value)[] letters)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        foreach (var (reason, value) in letters)
        {
            var headers = new DeadLetterHeaders(reason, "")
            {
                Topic = "raw.audit",
                Partition = 1,
                Offset = 7,
            };
            await producer.PublishAsync(new RawRecord("dlq", [], Encoding.UTF8.GetBytes(value)) { Headers = headers.Write() });
        }

        await producer.FlushAsync();
    }

    private static Signal Signal() =>
        new()
        {
            Correlation = new CorrelationHash("0123456789abcdef"),
            Input = "rule",
            Group = "group",
            Entities = new EntitySet(),
            Evidence = new Evidence
            {
                EventId = "event",
                Source = EventSource.Kernel,
                Time = Timestamp.FromMilliseconds(1_795_420_000_000),
                Provenance = new Provenance("raw.kernel", 0, 1, 1),
                Excerpt = "line",
            },
            TimeSource = TimeSource.Record,
        };
}
