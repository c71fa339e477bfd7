using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
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
            Assert.Equal(
                Enumerable.Range(0, published).Select(Source).Order(StringComparer.Ordinal),
                opened.Select(o => o.Source).Order(StringComparer.Ordinal)
            );
            await EndAsync(services[0]);
        }
        finally
        {
            await load.CancelAsync();
            services.ForEach(static s => s.Dispose());
        }
    }

    /// <summary>
    /// Three processes become those of another build, one by one: <c>STREAMS_LATER</c> names its <c>streams.dll</c>, one that writes records and state in later forms too.
    /// The former ones leave what they do not know to it; the first to meet it go before their turn.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Rolled_to_another_build_each_alert_is_opened_once_and_in_time()
    {
        var later = Environment.GetEnvironmentVariable("STREAMS_LATER") is { Length: > 0 } program ? program : null;
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        string[] configurations = [.. Enumerable.Range(0, 3).Select(i => Configuration(folder, kafka["KAFKA_BOOTSTRAP"], i))];
        var services = new List<StreamsService>();
        using var load = new CancellationTokenSource();
        var publishing = Task.FromResult(0);
        try
        {
            foreach (var configuration in configurations)
            {
                services.Add(await StartAsync(configuration, supervised: true));
            }

            publishing = PublishAsync(kafka["KAFKA_BOOTSTRAP"], load.Token);
            await Task.Delay(TimeSpan.FromSeconds(10));
            for (var i = 0; i < services.Count; i++)
            {
                await services[i].StopAsync();
                TestContext.Current.SendDiagnosticMessage($"{i}: {services[i].Output}");
                services[i].Dispose();
                services[i] = await StartAsync(configurations[i], supervised: true, later);
                await Task.Delay(TimeSpan.FromSeconds(20));
            }

            await load.CancelAsync();
            var published = await publishing;
            var opened = await OpenedAsync(kafka["KAFKA_BOOTSTRAP"], published, services[0]);
            var sent = await SentAsync(kafka["KAFKA_BOOTSTRAP"]);
            var took = opened.Select(o => o.TimestampMs - sent[o.Source]).Order().ToArray();
            TestContext.Current.SendDiagnosticMessage(
                $"{published} alerts, p50 {took[took.Length / 2]} ms, p99 {took[took.Length * 99 / 100]}, most {took[^1]}"
            );
            Assert.Equal(
                Enumerable.Range(0, published).Select(Source).Order(StringComparer.Ordinal),
                opened.Select(o => o.Source).Order(StringComparer.Ordinal)
            );
            Assert.InRange(took[^1], 0, 10_000);
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

    private static async Task<StreamsService> StartAsync(string configuration, bool supervised = false, string? program = null)
    {
        var service = StreamsService.Start(configuration, supervised, program: program);
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
    private static async Task<List<(string Source, long TimestampMs)>> OpenedAsync(string bootstrap, int least, StreamsService service)
    {
        using var reader = Reader(bootstrap, "alerts");
        var opened = new List<(string Source, long TimestampMs)>();
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (opened.DistinctBy(o => o.Source).Count() < least)
        {
            Assert.False(limit.IsCancellationRequested, $"{opened.DistinctBy(o => o.Source).Count()} of {least} alerts\n{service.Output}");
            opened.AddRange(
                (await reader.ReadBatchAsync(cancel: TestContext.Current.CancellationToken))
                    .Select(r => (Alert: Read(r.Value!), r.TimestampMs)) // it is the topic of alerts
                    .Where(a => a.Alert.Status == AlertStatus.Open && a.Alert.Storm != a.Alert.Id)
                    .Select(a => (a.Alert.Entities[EntityKind.SourceIp]!, a.TimestampMs)) // what the rule groups by
            );
        }

        return opened;
    }

    /// <summary>Also of a later build: its form is ours under another number.</summary>
    private static Alert Read(byte[] value)
    {
        if (AlertCodec.Decode(value) is { } alert)
        {
            return alert;
        }

        var known = value.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(known.AsSpan(1), SchemaIds.Alert);
        return AlertCodec.Decode(known)!;
    }

    /// <summary>When each flow was appended, by its source.</summary>
    private static async Task<Dictionary<string, long>> SentAsync(string bootstrap)
    {
        using var reader = Reader(bootstrap, "raw.kernel");
        var sent = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var record in reader.ReadToEndAsync(TestContext.Current.CancellationToken))
        {
            var line = Encoding.UTF8.GetString(record.Value!);
            sent[line.Split(" SRC=")[1].Split(' ')[0]] = record.TimestampMs;
        }

        return sent;
    }

    private static TopicReader Reader(string bootstrap, string topic) =>
        new(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = [topic],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
}
