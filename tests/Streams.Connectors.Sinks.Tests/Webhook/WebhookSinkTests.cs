using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Tests.Loki;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.Connectors.Sinks.Webhook;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Webhook;

/// <summary>Against a receiver that answers as it is told.</summary>
public sealed class WebhookSinkTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly SinkContext Context = new() { Time = TimeProvider.System };
    private readonly ConcurrentQueue<(string Body, IHeaderDictionary Headers)> _seen = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private WebApplication _receiver = null!; // set before any test

    public async ValueTask InitializeAsync() => _receiver = await LocalServer.StartAsync("/in", TakeAsync);

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Deliver_alerts_are_lines_of_our_format()
    {
        using var sink = Sink(o => o with { MaxAlerts = 4 });
        var alerts = Some.Alerts(10);

        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        Assert.Equal(3, _seen.Count);
        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), _seen.SelectMany(s => s.Body.TrimEnd('\n').Split('\n')));
        Assert.All(_seen, s => Assert.Equal("application/x-ndjson", s.Headers.ContentType));
    }

    [Fact]
    public async Task Deliver_with_a_secret_openssl_finds_the_same_signature()
    {
        using var sink = Sink(o => o with { Secret = Secret });

        await sink.DeliverAsync(Some.Alerts(3), Never);

        var (body, headers) = Assert.Single(_seen);
        Assert.Equal(headers["X-Streams-Signature"], $"sha256={Openssl($"{headers["X-Streams-Timestamp"]}.{body}")}");
        Assert.InRange(long.Parse(headers["X-Streams-Timestamp"]!), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Deliver_one_is_refused_only_it_with_the_reason()
    {
        using var sink = Sink();
        var alerts = Some.Alerts(20);
        alerts[7] = new SinkAlert(alerts[7].Alert with { Id = "bad" }, alerts[7].AppendTimeMs);

        Assert.Same(alerts[7], Assert.Single(await sink.DeliverAsync(alerts, Never)).Alert);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task Deliver_busy_or_closed_is_temporary_and_says_how_long(int status)
    {
        using var sink = Sink();
        _answers.Enqueue(status);

        var trouble = await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));

        Assert.Contains($"answers {status}", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", trouble.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), trouble.RetryAfter);
        Assert.Empty(await sink.DeliverAsync(Some.Alerts(1), Never));
    }

    [Fact]
    public async Task Deliver_user_of_the_address_and_headers_are_sent()
    {
        using var sink = Sink(o =>
            o with
            {
                Url = new Uri(new Uri(_receiver.Urls.First()).AbsoluteUri.Replace("//", "//u:geheim@", StringComparison.Ordinal) + "in"),
                Headers = new Dictionary<string, string> { ["X-Team"] = "soc" },
            }
        );

        await sink.DeliverAsync(Some.Alerts(1), Never);

        var headers = Assert.Single(_seen).Headers;
        Assert.Equal("Basic " + Convert.ToBase64String("u:geheim"u8), headers.Authorization);
        Assert.Equal("soc", headers["X-Team"]);
    }

    [Fact]
    public async Task Deliver_nobody_there_is_temporary()
    {
        using var sink = Sink();
        await _receiver.StopAsync();

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }

    [Theory]
    [InlineData("nonsense", "format")]
    [InlineData("streams", null)]
    public void Validate_a_format_that_is_none_is_an_error(string format, string? setting) =>
        Assert.Equal(
            setting is null ? [] : [setting],
            new WebhookSinkOptions { Format = format }
                .Validate()
                .Select(e => e.Setting)
        );

    private WebhookSink Sink(Func<WebhookSinkOptions, WebhookSinkOptions>? change = null)
    {
        var options = new WebhookSinkOptions { Url = new Uri($"{_receiver.Urls.First()}/in") };
        return new WebhookSink(change?.Invoke(options) ?? options, Context);
    }

    private static string Openssl(string text)
    {
        var start = new ProcessStartInfo("openssl", ["dgst", "-sha256", "-hmac", Secret, "-hex"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var openssl = Process.Start(start) ?? throw new InvalidOperationException("openssl does not start");
        openssl.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(text));
        openssl.StandardInput.Close();
        return openssl.StandardOutput.ReadToEnd().Trim().Split(' ')[^1];
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        _seen.Enqueue((text, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        context.Response.StatusCode =
            _answers.TryDequeue(out var told) ? told
            : text.Contains("\"bad\"", StringComparison.Ordinal) ? 400
            : 200;
        context.Response.Headers.RetryAfter = "7";
    }
}
