using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Otlp;
using Streams.Connectors.Sinks.Tests.Loki;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.EndToEnd.Tests.Servers;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Tests.Otlp;

/// <summary>Against a receiver that answers as it is told, and a real Loki's OTLP endpoint.</summary>
public sealed class OtlpSinkTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly ConcurrentQueue<string> _taken = new();
    private Func<IReadOnlyList<string>, (int Status, string Answer)> _answer = static _ => (200, "{}");
    private WebApplication _receiver = null!; // set before any test

    public async ValueTask InitializeAsync() => _receiver = await LocalServer.StartAsync("/v1/logs", TakeAsync);

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Alerts_are_records_whose_body_is_the_alert()
    {
        using var sink = Sink();
        var alerts = Some.Alerts(450);

        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), _taken);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("1")]
    public async Task A_receiver_that_takes_only_part_of_a_request_loses_nothing_silently(string number)
    {
        using var sink = Sink();
        var alerts = Some.Alerts(50);
        var bad = AlertJson.Serialize(alerts[17].Alert);
        _answer = bodies =>
            (
                200,
                bodies.Contains(bad) ? $"{{\"partialSuccess\":{{\"rejectedLogRecords\":{number},\"errorMessage\":\"too old\"}}}}" : "{\"partialSuccess\":{}}"
            );

        var refused = Assert.Single(await sink.DeliverAsync(alerts, Never));

        Assert.Same(alerts[17], refused.Alert);
        Assert.Equal("1 refused: too old", refused.Reason);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_receiver_is_asked_again(int status)
    {
        using var sink = Sink();
        _answer = _ => (status, "");
        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }

    [Fact]
    public async Task Loki_takes_them_at_its_OTLP_endpoint()
    {
        using var loki = RealLoki.UpOrSkip();
        using var sink = new OtlpSink(new OtlpSinkOptions { Url = new Uri(loki.Url, "/otlp") });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        SinkAlert[] alerts =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i => Some.Sunk(i, Some.NowMs()))
                .Select((a, i) => a with { Alert = a.Alert with { Time = new Timestamp(now + i) } }),
        ];

        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        var found = await loki.QueryUntilAsync("{service_name=\"streams\"}", f => f.Count >= 300, TimeSpan.FromSeconds(60));
        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), found.OrderBy(f => f.Time).Select(f => f.Line));
        Assert.Equal(300, (await loki.QueryAsync("{service_name=\"streams\"} | alert_id != \"\"")).Count);

        var old = Some.Sunk(900, Some.NowMs()) with { Alert = alerts[0].Alert with { Time = new Timestamp(now - (8L * 86_400 * 1_000_000_000)) } };
        var refused = Assert.Single(await sink.DeliverAsync([old], Never));
        Assert.NotEmpty(refused.Reason);
    }

    private OtlpSink Sink() => new(new OtlpSinkOptions { Url = new Uri(_receiver.Urls.First()) });

    private async Task TakeAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        string[] bodies =
        [
            .. json
                .RootElement.GetProperty("resourceLogs")[0]
                .GetProperty("scopeLogs")[0]
                .GetProperty("logRecords")
                .EnumerateArray()
                .Select(r => r.GetProperty("body").GetProperty("stringValue").GetString()!), // the body is a text
        ];
        var (status, answer) = _answer(bodies);
        if (status == 200)
        {
            foreach (var body in bodies)
            {
                _taken.Enqueue(body);
            }
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(answer);
    }
}
