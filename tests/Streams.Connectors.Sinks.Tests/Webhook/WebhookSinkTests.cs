using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Tests.Loki;
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

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.MapPost("/in", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync();
            _seen.Enqueue((text, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            context.Response.StatusCode =
                _answers.TryDequeue(out var told) ? told
                : text.Contains("\"bad\"", StringComparison.Ordinal) ? 400
                : 200;
            context.Response.Headers.RetryAfter = "7";
        });
        await _receiver.StartAsync();
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Deliver_Alerts_AreLinesOfOurFormat()
    {
        using var sink = Sink(o => o with { MaxAlerts = 4 });
        var alerts = Some.Alerts(10);

        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        Assert.Equal(3, _seen.Count);
        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), _seen.SelectMany(s => s.Body.TrimEnd('\n').Split('\n')));
        Assert.All(_seen, s => Assert.Equal("application/x-ndjson", s.Headers.ContentType));
    }

    [Fact]
    public async Task Deliver_WithASecret_OpensslFindsTheSameSignature()
    {
        using var sink = Sink(o => o with { Secret = Secret });

        await sink.DeliverAsync(Some.Alerts(3), Never);

        var (body, headers) = Assert.Single(_seen);
        Assert.Equal(headers["X-Streams-Signature"], $"sha256={Openssl($"{headers["X-Streams-Timestamp"]}.{body}")}");
        Assert.InRange(long.Parse(headers["X-Streams-Timestamp"]!), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Deliver_OneIsRefused_OnlyItWithTheReason()
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
    public async Task Deliver_BusyOrClosed_IsTemporary_AndSaysHowLong(int status)
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
    public async Task Deliver_UserOfTheAddressAndHeaders_AreSent()
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
    public async Task Deliver_NobodyThere_IsTemporary()
    {
        using var sink = Sink();
        await _receiver.StopAsync();

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }

    [Theory]
    [InlineData("nonsense", "format")]
    [InlineData("streams", null)]
    public void Validate_AFormatThatIsNone_IsAnError(string format, string? setting) =>
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
}
