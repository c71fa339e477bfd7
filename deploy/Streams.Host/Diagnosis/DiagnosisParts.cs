using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Host.Configuration;
using Streams.Host.Doctor;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Host.StateCopies;

namespace Streams.Host.Diagnosis;

/// <summary>The parts of a bundle.</summary>
internal sealed class DiagnosisParts(StreamsOptions options, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>All of them, what is asked of nobody first.</summary>
    public IEnumerable<DiagnosisPart> All =>
        [
            new("versions.txt", _ => Task.FromResult(Versions())),
            new("configuration.yaml", _ => Task.FromResult(ConfigurationWriter.Show(options))),
            new("service/readyz.txt", cancel => AskAsync("/readyz", cancel)),
            new("service/status.json", cancel => AskAsync("/api/v1/status", cancel)),
            new("service/metrics.txt", cancel => AskAsync("/metrics", cancel)),
            new("doctor.jsonl", DoctorAsync),
            new("positions.json", PositionsAsync),
            new("state.json", async cancel => StateInspection.Json(await StateInspection.OfAsync(options.Kafka, cancel).ConfigureAwait(false))),
            new("keys.json", cancel =>
                Task.Run(() => Json(new KeyShares(options.Kafka).Of(TopicPlan.Names(options.Kafka).Raw.Values.Distinct(), cancel)), cancel)
            ),
            new("dead-letters.json", cancel => Task.Run(() => Json(new DeadLetterShares(options.Kafka).Of(cancel)), cancel)),
        ];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Indented) + "\n";

    private string Versions() =>
        $"""
            streams {typeof(DiagnosisParts).Assembly.GetName().Version?.ToString(3)}
            {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
            {RuntimeInformation.OSDescription}
            librdkafka {Library.VersionString}
            processors {Environment.ProcessorCount}, memory {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024)} MiB
            written {time.GetUtcNow():u}

            """;

    /// <summary>What the service of this configuration says on its own port, where it runs on this machine.</summary>
    private async Task<string> AskAsync(string path, CancellationToken cancel)
    {
        if (options.Http.Listen.Length == 0)
        {
            return "http.listen is empty: the service has no port to be asked at\n";
        }

        var port = options.Http.Listen[(options.Http.Listen.LastIndexOf(':') + 1)..];
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        if (options.Http.Token.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Http.Token);
        }

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), cancel).ConfigureAwait(false);
        return $"{await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)}\n";
    }

    private async Task<string> DoctorAsync(CancellationToken cancel)
    {
        var rules = RuleLibrary.Load(options.Detection.Rules).Rules;
        using var schemas = RegistrySchemas.Of(options.Kafka, NullLogger.Instance);
        var text = new StringBuilder();
        try
        {
            await foreach (var finding in Examination.RunAsync(DoctorChecks.All(options, null, "", rules, schemas), cancel).ConfigureAwait(false))
            {
                text.AppendLine(finding.Json());
            }
        }
        catch (OperationCanceledException)
        {
            text.AppendLine("the rest was not waited for"); // with Kafka away each check takes its time
        }

        return text.ToString();
    }

    /// <summary>How far stages and sinks are in what they read.</summary>
    private async Task<string> PositionsAsync(CancellationToken cancel)
    {
        using var installation = new Installation(options.Kafka);
        var partitions = installation.Partitions();
        var alerts = TopicPlan.Names(options.Kafka).Alerts;
        var readers = StageInput
            .All(options.Kafka)
            .Select(i => (Group: i.Group(options.Kafka), i.Topic))
            .Concat(installation.Sinks().Select(s => (Group: installation.GroupOf(s), Topic: alerts)));
        var positions = new List<object>();
        foreach (var (group, topic) in readers.Where(r => partitions.ContainsKey(r.Topic)))
        {
            cancel.ThrowIfCancellationRequested();
            var bounds = await installation.BoundsAsync(topic, partitions[topic]).ConfigureAwait(false);
            var committed = await installation.CommittedAsync(group, topic, partitions[topic]).ConfigureAwait(false);
            positions.AddRange(
                bounds.Select(b => new
                {
                    group,
                    topic,
                    partition = b.Key,
                    first = b.Value.First,
                    end = b.Value.End,
                    committed = committed.TryGetValue(b.Key, out var offset) ? offset : (long?)null,
                })
            );
        }

        return Json(positions);
    }
}
