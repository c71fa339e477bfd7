using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.EndToEnd.Tests.Servers;
using Streams.Redaction.Tests;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>Secrets in every place of every source of a running service: none stands in what its console's API answers, in the topics that are shown, in its files or its log.</summary>
public sealed class ConsoleSecretsTests
{
    /// <summary>Of the records so many are asked for by their place: each costs a consumer.</summary>
    private const int PlacesOfATopic = 120;

    private static readonly (string Kind, string Line, string[] Secrets)[] Samples = [.. SampleSecrets.Parts, .. SampleSecrets.Strangers];

    private static readonly SearchValues<string> Secrets = SearchValues.Create(
        [.. Samples.SelectMany(s => s.Secrets).Distinct(StringComparer.Ordinal)],
        StringComparison.Ordinal
    );

    private readonly List<string> _leaks = [];

    [Fact]
    public async Task No_answer_topic_file_or_log_holds_a_secret()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory($"{folder.Path}/rules");
        File.WriteAllText($"{folder.Path}/rules/all.yml", SecretsTests.Rules);
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 1, sessionTimeout: 6s}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules", lateness: {audit: 1s}, defaultLateness: 1s, timeout: 3s, deadLetters: redacted}
            feeds:
              ecs: {send: all}
              ocsf: {send: all}
            sinks:
              file: {path: "{{folder.Path}}/alerts.jsonl"}
            """
        );
        using var service = StreamsService.Start(configuration);
        var address = await service.ReadyAsync();
        var counts = await PublishAsync(kafka["KAFKA_BOOTSTRAP"]);
        var records = counts.Sum(c => c.Value);

        // What no parser takes is a dead letter; all else an event.
        string[] topics = ["events", "alerts", "events.ecs", "events.ocsf", "dlq"];
        for (var until = DateTime.UtcNow + StreamsService.Patience; await CountAsync(kafka, "events") + await CountAsync(kafka, "dlq") < records; )
        {
            Assert.True(DateTime.UtcNow < until && !service.HasExited, service.Output);
            await Task.Delay(1_000);
        }

        using var metrics = new ServiceMetrics(address);
        await metrics.WaitForSinksAsync();
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = StreamsService.Patience };
        await LookAtAlertsAsync(client);
        await LookAtStreamAsync(client);
        await LookAtStateAsync(client);
        await LookAtPlacesAsync(client, counts);
        foreach (var path in (string[])["status", "history", "rules", "topology", "models", "dead-letters?limit=1000"])
        {
            Look(path, await client.GetStringAsync($"/api/v1/{path}"));
        }

        Look("metrics", await client.GetStringAsync("/metrics"));
        Assert.Equal(0, await service.StopAsync());
        Look("the log", service.Output);
        Look("the sink's file", File.ReadAllText($"{folder.Path}/alerts.jsonl"));
        foreach (var topic in topics)
        {
            using var reader = Reader(kafka, topic);
            await foreach (var record in reader.ReadToEndAsync(TestContext.Current.CancellationToken))
            {
                // What is no text stays as it came among the dead letters, and the page of secrets says so.
                if (topic == "dlq" && !Utf8.IsValid(record.Value))
                {
                    continue;
                }

                Look($"the topic {topic}", Encoding.UTF8.GetString(record.Key) + Encoding.UTF8.GetString(record.Value ?? []));
            }
        }

        Assert.True(_leaks.Count == 0, $"{_leaks.Count} leaks\n{string.Join('\n', _leaks.Distinct(StringComparer.Ordinal).Take(400))}");
    }

    private async Task LookAtAlertsAsync(HttpClient client)
    {
        var seen = 0;
        for (string? before = ""; before is not null; )
        {
            var answer = await client.GetStringAsync($"/api/v1/alerts?limit=500{before}");
            Look("alerts", answer);
            using var json = JsonDocument.Parse(answer);
            seen += json.RootElement.GetProperty("alerts").GetArrayLength();
            before = json.RootElement.GetProperty("before") is { ValueKind: JsonValueKind.Number } next ? $"&before={next.GetInt64()}" : null;
        }

        Assert.True(seen > Samples.Length, $"{seen} alerts");
    }

    private async Task LookAtStreamAsync(HttpClient client)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            using var reader = new StreamReader(await client.GetStreamAsync("/api/v1/events?after=0-0", stop.Token));
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                Look("events", line);
            }
        }
        catch (OperationCanceledException)
        {
            // it goes on for ever
        }
    }

    private async Task LookAtStateAsync(HttpClient client)
    {
        using var tables = JsonDocument.Parse(await client.GetStringAsync("/api/v1/state"));
        var filled = tables.RootElement.EnumerateArray().Where(t => t.GetProperty("entries").GetInt64() > 1).ToArray();
        Assert.NotEmpty(filled);
        foreach (var table in filled)
        {
            var path = $"/api/v1/state/{table.GetProperty("stage")}/{table.GetProperty("store")}";
            Look(path, await client.GetStringAsync($"{path}?limit=20000"));
        }
    }

    private async Task LookAtPlacesAsync(HttpClient client, Dictionary<string, int> counts)
    {
        foreach (var (topic, count) in counts)
        {
            for (var offset = 0; offset < count; offset += Math.Max(1, count / PlacesOfATopic))
            {
                Look($"{topic} {offset}", await client.GetStringAsync($"/api/v1/events/{topic}/0/{offset}"));
            }
        }
    }

    private static TopicReader Reader(ServerScript kafka, string topic) =>
        new(
            new TopicReaderOptions
            {
                BootstrapServers = kafka["KAFKA_BOOTSTRAP"],
                Topics = [topic],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );

    private static async Task<int> CountAsync(ServerScript kafka, string topic)
    {
        using var reader = Reader(kafka, topic);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).CountAsync();
    }

    /// <summary>The records of each source, one that no parser takes for each secret, and one with a byte that is no text's.</summary>
    private static async Task<Dictionary<string, int>> PublishAsync(string bootstrap)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        async Task Send(string topic, byte[] value)
        {
            counts[topic] = counts.GetValueOrDefault(topic) + 1;
            await producer.PublishAsync(new RawRecord(topic, Key: null, value), TestContext.Current.CancellationToken);
        }

        var number = 0;
        foreach (var (_, line, _) in Samples)
        {
            foreach (var (source, record) in PlantedSecrets.With(line, ++number))
            {
                await Send($"raw.{source.Name()}", Encoding.UTF8.GetBytes(record));
            }

            await Send("raw.audit", Encoding.UTF8.GetBytes($"no event: {line.Replace('\n', ' ')}"));
            await Send("raw.audit", [.. "no event: "u8, .. Encoding.UTF8.GetBytes(line.Replace('\n', ' ')), .. " "u8, 0xff]);
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
        return counts;
    }

    private void Look(string where, string text)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny(Secrets) is >= 0 and var next; at += next + 1)
        {
            var found = at + next;
            _leaks.Add($"{where}: {text[Math.Max(0, found - 60)..Math.Min(text.Length, found + 16)]}");
        }
    }
}
