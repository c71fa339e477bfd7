using System.Net;
using System.Net.Http;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>What waiting can mend is waited for: a Kafka that is not there yet or goes away, a state directory whose holder is still there.</summary>
public sealed class KafkaAwayTests
{
    [Fact]
    public async Task A_first_start_before_Kafka_waits_and_says_so_and_goes_on_when_it_comes()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        kafka.Kill("1");
        using var folder = new TemporaryFolder();
        var port = FreePort();
        var configuration = Write(folder, kafka["KAFKA_BOOTSTRAP"], port);
        using var service = StreamsService.Start(configuration);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilAsync(() => service.Output.Contains($"waiting for Kafka at {kafka["KAFKA_BOOTSTRAP"]}", StringComparison.Ordinal), service);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
        var ready = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("waiting for Kafka", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/api/v1/status")).StatusCode);
        Assert.Contains("streams_ready 0", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);

        kafka.Start();
        await service.ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/status")).StatusCode);
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task A_Kafka_that_goes_away_and_comes_back_does_not_end_the_service_for_good()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        using var service = StreamsService.Start(Write(folder, kafka["KAFKA_BOOTSTRAP"], FreePort()), supervised: true);
        await service.ReadyAsync();
        kafka.Kill("1");
        // Within the transaction's time-out the stages end, and the next start finds nobody.
        await UntilAsync(() => service.Output.Contains("waiting for Kafka at", StringComparison.Ordinal), service);
        Assert.False(service.HasExited, service.Output);
        kafka.Start();
        await UntilAsync(() => service.Output.Split('\n').Count(l => l.StartsWith("ready:", StringComparison.Ordinal)) >= 2, service);
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task A_state_directory_that_is_held_is_waited_for()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        using var first = StreamsService.Start(Write(folder, kafka["KAFKA_BOOTSTRAP"], FreePort()));
        await first.ReadyAsync();
        using var second = StreamsService.Start(Write(folder, kafka["KAFKA_BOOTSTRAP"], FreePort()));
        await UntilAsync(() => second.Output.Contains("held by another process", StringComparison.Ordinal), second);
        Assert.False(second.HasExited);
        Assert.Equal(0, await first.StopAsync());
        await second.ReadyAsync();
        Assert.Equal(0, await second.StopAsync());
    }

    private static string Write(TemporaryFolder folder, string bootstrap, int port) =>
        folder.Write(
            $"streams-{port}.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", signalPartitions: 1, rawPartitions: 1}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:{{port}}"}
            """
        );

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<bool> holds, StreamsService service)
    {
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (!holds() && !limit.IsCancellationRequested)
        {
            await Task.Delay(50, CancellationToken.None);
        }

        Assert.True(holds(), service.Output);
    }
}
