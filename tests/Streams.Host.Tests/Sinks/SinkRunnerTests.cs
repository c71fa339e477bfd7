using System.Text;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Topologies.Binding;

namespace Streams.Host.Tests.Sinks;

/// <summary>What a sink refuses, what is no alert, and what happens while a sink is down: on the embedded broker.</summary>
public sealed class SinkRunnerTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly KafkaOptions _kafka;
    private readonly TopicNames _topics;

    public SinkRunnerTests()
    {
        _kafka = new KafkaOptions { Bootstrap = _broker.BootstrapServers };
        _topics = TopicPlan.Names(_kafka);
        _broker.CreateTopic(_topics.Alerts, 1);
        _broker.CreateTopic(_topics.DeadLetters, 1);
    }

    [Fact]
    public async Task Down_then_up_delivers_each_once_and_counts_the_retries()
    {
        await PublishAsync(Encode("a"), Encode("b"));
        var sink = new Sink { FailuresLeft = 2 };
        await using var runner = new SinkRunner(sink, _kafka, _topics);
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == 2);

        Assert.Equal(["a", "b"], sink.Delivered);
        Assert.Equal((2L, 0L), (runner.Counts.Retries, runner.Backlog));
    }

    [Fact]
    public async Task After_a_restart_what_was_delivered_before_is_no_backlog()
    {
        await PublishAsync(Encode("a"), Encode("b"));
        var sink = new Sink();
        await using (var first = new SinkRunner(sink, _kafka, _topics))
        {
            await UntilAsync(() => first.IsIdle && first.Counts.Delivered == 2);
        }

        await using var again = new SinkRunner(sink, _kafka, _topics);
        await UntilAsync(() => again.IsIdle);

        Assert.Equal((0L, 0L), (again.Backlog, again.Counts.Delivered));
        Assert.Equal(["a", "b"], sink.Delivered);
    }

    [Fact]
    public async Task Refused_and_undecodable_are_dead_letters_with_the_reason_and_the_rest_is_delivered()
    {
        await PublishAsync(Encode("a"), "no alert"u8.ToArray(), Encode("bad"));
        var sink = new Sink();
        await using (var runner = new SinkRunner(sink, _kafka, _topics))
        {
            await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == 1);
            Assert.Equal((1L, 1L), (runner.Counts.Refused, runner.Counts.Undecodable));
        }

        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topics = [_topics.DeadLetters],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var letters = await reader.ReadToEndAsync().ToListAsync();
        Assert.Equal(["not_an_alert", "refused_by_sink"], letters.Select(l => DeadLetterHeaders.Read(l.Headers).Reason).Order());
        Assert.Contains(letters, l => Encoding.UTF8.GetString(l.Value!) == "no alert");
    }

    /// <summary>An alert of a later version is no dead letter: what stands before it is delivered, and the rest is left to who can read it.</summary>
    [Fact]
    public async Task An_alert_of_a_later_version_is_left_to_who_knows_it()
    {
        await PublishAsync(Encode("a"), [0, 0, 0, 0, (byte)(SchemaIds.Newest + 1), 2], Encode("b"));
        var sink = new Sink();
        await using (var runner = new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { IsShared = true }))
        {
            await UntilAsync(() => runner.Trouble is not null);
            Assert.Contains("alerts[0] at 1: the record bears schema", runner.Trouble, StringComparison.Ordinal);
            Assert.Equal((1L, 0L), (runner.Counts.Delivered, runner.Counts.Undecodable));
        }

        Assert.Equal(["a"], sink.Delivered);
        using var next = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topics = [_topics.Alerts],
                GroupId = $"{_kafka.ApplicationPrefix}-sink-{sink.Name}",
                From = ReadFrom.Acknowledged,
            }
        );
        Assert.Equal([1L, 2L], (await next.ReadToEndAsync().ToListAsync()).Select(r => r.Offset));
    }

    [Fact]
    public async Task An_alert_at_which_the_sink_fails_is_a_dead_letter_and_the_rest_is_delivered()
    {
        await PublishAsync([.. Enumerable.Range(0, 9).Select(i => Encode(i == 4 ? "bug" : $"{i}"))]);
        var (sink, ended) = (new Sink(), new List<string>());
        await using var runner = new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { ProcessEnd = new ProcessEnd(ended.Add) });
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == 8);

        Assert.Equal((1L, 0L), (runner.Counts.Undecodable, runner.Counts.Retries));
        Assert.Empty(ended);
    }

    [Fact]
    public async Task A_sink_that_fails_on_every_alert_ends_the_process_and_goes_on_after_a_restart()
    {
        await PublishAsync(Encode("bug"), Encode("bug"), Encode("bug"), Encode("a"));
        var (sink, ended) = (new Sink(), new List<string>());
        await using (new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { ProcessEnd = new ProcessEnd(ended.Add) }))
        {
            await UntilAsync(() => ended.Count > 0);
        }

        Assert.Contains("the sink test has a bug: System.FormatException", ended[0], StringComparison.Ordinal);
        Assert.Empty(sink.Delivered);
        await using var again = new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { ProcessEnd = new ProcessEnd(ended.Add) });
        await UntilAsync(() => again.IsIdle && again.Counts.Delivered == 1);

        Assert.Equal(["a"], sink.Delivered);
        Assert.Equal(1, again.Counts.Undecodable);
        Assert.Single(ended);
    }

    [Fact]
    public async Task A_sink_that_fails_while_the_service_stops_has_no_bug()
    {
        await PublishAsync(Encode("held"));
        var (sink, ended) = (new Sink(), new List<string>());
        await using (new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { ProcessEnd = new ProcessEnd(ended.Add) }))
        {
            await UntilAsync(() => sink.Held);
        }

        Assert.Empty(ended);
    }

    [Fact]
    public async Task What_a_sink_does_not_take_is_counted_and_not_delivered()
    {
        await PublishAsync([.. Enumerable.Range(0, 500).Select(i => Encode($"{i}"))]);
        var sink = new Sink();
        await using var runner = new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { Takes = static alert => alert.Id.Length < 2 });
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered + runner.Counts.Folded == 500);

        Assert.Equal((10L, 490L), (runner.Counts.Delivered, runner.Counts.Folded));
        Assert.Equal(10, sink.Delivered.Count);
    }

    [Fact]
    public async Task Trouble_is_logged_once_with_its_end_and_the_backlog_grows_meanwhile()
    {
        await PublishAsync(Encode("a"));
        var (sink, log) = (new Sink { FailuresLeft = int.MaxValue }, new Lines());
        await using var runner = new SinkRunner(sink, _kafka, _topics, new SinkRunnerOptions { Log = log });
        await UntilAsync(() => runner.Counts.Retries >= 2);
        await PublishAsync([.. Enumerable.Range(0, 300).Select(i => Encode($"{i}"))]);
        await UntilAsync(() => runner.Backlog == 301);
        sink.FailuresLeft = 0;
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == 301);

        Assert.Equal(["the sink test cannot deliver", "the sink test delivers again"], log.Written.Select(l => string.Join(' ', l.Split(' ')[..5])));
        Assert.Null(runner.Trouble);
    }

    public void Dispose() => _broker.Dispose();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static byte[] Encode(string id) => AlertCodec.Encode(Some.Alert(id), new AvroWriter());

    private async Task PublishAsync(params byte[][] values)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        foreach (var value in values)
        {
            await producer.PublishAsync(new RawRecord(_topics.Alerts, [], value));
        }

        await producer.FlushAsync();
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }

    private sealed class Sink : IAlertSink
    {
        public string Name => "test";

        public int FailuresLeft { get; set; }

        public bool Held { get; private set; }

        public List<string> Delivered { get; } = [];

        public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
        {
            if (alerts.Any(a => a.Alert.Id == "bug"))
            {
                throw new FormatException("a bug");
            }

            if (alerts.Any(a => a.Alert.Id == "held"))
            {
                Held = true;
                await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new HttpRequestException("down");
            }

            if (FailuresLeft-- > 0)
            {
                throw new HttpRequestException("down");
            }

            Delivered.AddRange(alerts.Where(a => a.Alert.Id != "bad").Select(a => a.Alert.Id));
            return [.. alerts.Where(a => a.Alert.Id == "bad").Select(a => new RefusedAlert(a, "bad"))];
        }
    }
}
