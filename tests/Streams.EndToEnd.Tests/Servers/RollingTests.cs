using System.Globalization;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>From one process to three, each of them rolled, and back to one, under load all the while: every alert is opened, and once.</summary>
public sealed class RollingTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 } ? 5 : 1;

    [Fact(Explicit = true)]
    public async Task Scaled_and_rolled_under_load_each_alert_is_opened_once()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        string[] configurations = [.. Enumerable.Range(0, 3).Select(i => Configuration(folder, kafka["KAFKA_BOOTSTRAP"], i))];
        using var first = StreamsService.Start(configurations[0]);
        await first.ReadyAsync();
        using var load = new CancellationTokenSource();
        var publishing = PublishAsync(kafka["KAFKA_BOOTSTRAP"], load.Token);
        var services = new List<StreamsService> { first };
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                services.Add(await StartAsync(configurations[1]));
                services.Add(await StartAsync(configurations[2]));
                for (var i = 0; i < services.Count; i++)
                {
                    await EndAsync(services[i]);
                    services[i] = await StartAsync(configurations[i]);
                }

                foreach (var surplus in services[1..])
                {
                    await EndAsync(surplus);
                }

                services.RemoveRange(1, services.Count - 1);
            }

            await load.CancelAsync();
            var published = await publishing;
            var opened = await OpenedAsync(kafka["KAFKA_BOOTSTRAP"], published, services[0]);
            Assert.Equal(Enumerable.Range(0, published).Select(Source).Order(StringComparer.Ordinal), opened.Order(StringComparer.Ordinal));
            await EndAsync(services[0]);
        }
        finally
        {
            await load.CancelAsync();
            services.ForEach(static s => s.Dispose());
        }
    }

    private static string Configuration(TemporaryFolder folder, string bootstrap, int number) =>
        folder.Write(
            $"{number}.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", sessionTimeout: 6s}
            state: {directory: "{{folder.Path}}/state-{{number}}", instance: "streams-{{number}}"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules"}
            """
        );

    private static async Task<StreamsService> StartAsync(string configuration)
    {
        var service = StreamsService.Start(configuration);
        await service.ReadyAsync();
        return service;
    }

    private static async Task EndAsync(StreamsService service)
    {
        Assert.Equal(0, await service.StopAsync());
        service.Dispose();
    }

    private static string Source(int number) => string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}");

    /// <summary>Flows of ever new sources until it is told to end; how many.</summary>
    private static async Task<int> PublishAsync(string bootstrap, CancellationToken end)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        var count = 0;
        while (!end.IsCancellationRequested)
        {
            await producer.PublishAsync(new RawRecord("raw.kernel", null, Flow.Line(Source(count++))), CancellationToken.None);
            await Task.Delay(20, CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
        return count;
    }

    /// <summary>The sources of the alerts that were opened, once there are so many.</summary>
    private static async Task<List<string>> OpenedAsync(string bootstrap, int least, StreamsService service)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = ["alerts"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var opened = new List<string>();
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (opened.Distinct().Count() < least)
        {
            Assert.False(limit.IsCancellationRequested, $"{opened.Distinct().Count()} of {least} alerts\n{service.Output}");
            opened.AddRange(
                (await reader.ReadBatchAsync(cancel: TestContext.Current.CancellationToken))
                    .Select(r => AlertCodec.Decode(r.Value)!) // it is the topic of alerts
                    .Where(a => a.Status == AlertStatus.Open && a.Storm != a.Id)
                    .Select(a => a.Entities[EntityKind.SourceIp]!) // what the rule groups by
            );
        }

        return opened;
    }
}
