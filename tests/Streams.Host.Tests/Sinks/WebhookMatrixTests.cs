using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Webhook;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Host.Tests.Web;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Topologies.Binding;

namespace Streams.Host.Tests.Sinks;

/// <summary>A webhook whose receiver answers in every way, from the topic to the receiver: each alert is taken once.</summary>
public sealed partial class WebhookMatrixTests : IAsyncLifetime
{
    private const int Alerts = 300;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly TestCertificates _certificates = new("receiver") { Usage = TestCertificates.ForServers };
    private KafkaOptions _kafka = null!; // set before any test
    private TopicNames _topics = null!; // as above
    private WebApplication _receiver = null!; // as above

    public async ValueTask InitializeAsync()
    {
        _kafka = new KafkaOptions { Bootstrap = _broker.BootstrapServers };
        _topics = TopicPlan.Names(_kafka);
        _broker.CreateTopic(_topics.Alerts, 1);
        _broker.CreateTopic(_topics.DeadLetters, 1);
        var (certificate, key) = _certificates.Sign("server");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.Listen(IPAddress.Loopback, 0, l =>
                l.UseHttps(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(certificate, key))
            );
        });
        _receiver = builder.Build();
        _receiver.MapPost("/in", TakeAsync);
        await _receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _certificates.Dispose();
        _broker.Dispose();
    }

    [Theory]
    [InlineData("streams", "200")]
    [InlineData("streams", "429", "429")]
    [InlineData("streams", "200", "500", "503", "200", "500")]
    [InlineData("streams", "never", "200", "never")]
    [InlineData("streams", "slow", "slow", "slow")]
    [InlineData("slack", "200", "200", "429", "200", "429", "429", "200", "never", "200", "slow", "500")]
    public async Task Each_alert_is_taken_once_however_the_receiver_answers(string format, params string[] answers)
    {
        await PublishAsync();
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        await using var runner = Runner(o => o with { Format = format, MaxAlerts = 40 });
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == Alerts);

        Assert.Equal(Enumerable.Range(0, Alerts).Select(i => $"alert-{i}"), _taken);
        Assert.Equal(answers.Count(a => a is not ("200" or "slow")), runner.Counts.Retries);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_a_dead_letter_and_each_other_alert_is_taken_once()
    {
        await PublishAsync("refused-1", "refused-2");

        await using var runner = Runner(o => o with { MaxAlerts = 40 });
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == Alerts && runner.Counts.Refused == 2);

        Assert.Equal(
            Enumerable.Range(0, Alerts).Select(i => $"alert-{i}"),
            _taken.OrderBy(t => int.Parse(t.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public async Task A_receiver_with_a_certificate_of_another_authority_is_told_nothing_until_it_is_trusted()
    {
        await PublishAsync();
        await using (var distrustful = Runner(o => o with { Url = Secure() }))
        {
            await UntilAsync(() => distrustful.Counts.Retries >= 3);
            Assert.NotNull(distrustful.Trouble);
        }

        Assert.Empty(_taken);
        await using var runner = Runner(o => o with { Url = Secure(), CaFile = _certificates.AuthorityFile });
        await UntilAsync(() => runner.IsIdle && runner.Counts.Delivered == Alerts);

        Assert.Equal(Alerts, _taken.Distinct().Count());
        Assert.Equal(Alerts, _taken.Count);
    }

    private Uri Secure() => new($"{_receiver.Urls.Single(u => u.StartsWith("https", StringComparison.Ordinal))}/in");

    private SinkRunner Runner(Func<WebhookSinkOptions, WebhookSinkOptions> change)
    {
        var options = new WebhookSinkOptions
        {
            Url = new Uri($"{_receiver.Urls.Single(u => u.StartsWith("http:", StringComparison.Ordinal))}/in"),
            Timeout = TimeSpan.FromSeconds(5),
        };
        return new SinkRunner(
            new WebhookSink(change(options), new SinkContext { Time = TimeProvider.System }),
            _kafka,
            _topics,
            new SinkRunnerOptions { Time = new ImpatientTime() }
        );
    }

    private async Task PublishAsync(params string[] further)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        foreach (var id in Enumerable.Range(0, Alerts).Select(i => $"alert-{i}").Concat(further))
        {
            await producer.PublishAsync(new RawRecord(_topics.Alerts, [], AlertCodec.Encode(Some.Alert(id), new AvroWriter())));
        }

        await producer.FlushAsync();
    }

    /// <summary>What the receiver takes it remembers by the ids in it; an answer without 200 takes nothing.</summary>
    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var answer = _answers.TryDequeue(out var next) ? next : "200";
        switch (answer)
        {
            case "never":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case "slow":
                await Task.Delay(TimeSpan.FromMilliseconds(300));
                break;
            case not "200":
                context.Response.StatusCode = int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture);
                return;
        }

        if (body.Contains("refused-", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 400;
            return;
        }

        // Some formats say the title more than once in a document.
        foreach (var id in Title().Matches(body).Select(m => m.Groups[1].Value).Distinct())
        {
            _taken.Enqueue(id);
        }
    }

    [GeneratedRegex("title of (alert-[0-9]+)")]
    private static partial Regex Title();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Pauses are over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
