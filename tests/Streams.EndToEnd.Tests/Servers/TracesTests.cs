using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Publishing;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Traces as an OpenTelemetry receiver gets them.</summary>
public sealed class TracesTests
{
    [Fact]
    public async Task The_way_of_a_raw_record_through_the_stages_to_a_sink_is_one_trace_at_a_receiver()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var spans = new ConcurrentQueue<ExportedSpan>();
        await using var receiver = await ReceiveAsync(spans);
        Flow.WriteRule(folder);
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules"}
            traces: {url: "{{receiver.Urls.First()}}", protocol: http, ratio: 1}
            sinks: {file: {path: "{{folder.Path}}/alerts.jsonl"} }
            """
        );
        using var service = StreamsService.Start(configuration);
        await service.ReadyAsync();
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"] }))
        {
            await producer.PublishAsync(new RawRecord("raw.kernel", null, Flow.Line("10.3.0.1")), TestContext.Current.CancellationToken);
            await producer.FlushAsync(TestContext.Current.CancellationToken);
        }

        string[] way = ["normalise", "correlate", "sink file"];
        Assert.True(
            await UntilAsync(() => spans.GroupBy(s => s.Trace).Any(trace => !way.Except(trace.Select(s => s.Name)).Any())),
            $"{string.Join('\n', spans)}\n{service.Output}"
        );
        Assert.Equal(0, await service.StopAsync());
    }

    private static async Task<bool> UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (!condition() && !limit.IsCancellationRequested)
        {
            await Task.Delay(200, CancellationToken.None);
        }

        return condition();
    }

    private static async Task<WebApplication> ReceiveAsync(ConcurrentQueue<ExportedSpan> spans)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = builder.Build();
        receiver.MapPost("/v1/traces", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            foreach (var span in ExportedSpan.In(body.ToArray()))
            {
                spans.Enqueue(span);
            }
        });
        await receiver.StartAsync();
        return receiver;
    }
}
