using System.Buffers;
using System.Text;
using Streams.Connectors.Sinks.Formats;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Rules;
using Streams.Models.Registry;
using Streams.Redaction;
using Streams.Redaction.Tests;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Offline;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>No secret that an attacker, or a careless person, wrote into any place of any source leaves the service.</summary>
public sealed class SecretsTests
{
    private const int Normal = 10_000;

    /// <summary>Every event alerts, and the texts of events are keys and values of correlations.</summary>
    public static readonly string Rules =
        Any("audit", "{product: kubernetes, service: audit}", "verb")
        + Any("container", "{product: kubernetes, service: container}", "message")
        + Any("falco", "{product: falco}", "rule")
        + Any("journal", "{product: linux, service: journald}", "message")
        + Any("kernel", "{product: linux, service: netfilter}", "source.ip")
        + Any("dns", "{category: dns}", "query")
        + """
            title: commands
            id: commands
            correlation: {type: event_count, rules: [falco], group-by: [process.command_line], timespan: 10m, condition: {gte: 1}}
            ---
            title: messages
            id: messages
            correlation: {type: event_count, rules: [container, journal], group-by: [message], timespan: 10m, condition: {gte: 1}}
            ---
            title: texts
            id: texts
            correlation: {type: value_count, rules: [container, journal], timespan: 10m, condition: {gte: 1, field: message}}
            ---
            title: agents
            id: agents
            correlation: {type: value_count, rules: [audit], group-by: [user_agent.original], timespan: 10m, condition: {gte: 1, field: audit.request_uri}}
            ---
            title: names
            id: names
            correlation: {type: event_count, rules: [dns], group-by: [dns.question.name], timespan: 10m, condition: {gte: 1}}
            """;

    [Fact]
    public void None_of_the_sample_secrets_reaches_anything_that_leaves_the_service() => LeavesNothing(SampleSecrets.Parts);

    [Fact]
    public void None_of_the_strangers_secrets_reaches_anything_that_leaves_the_service() => LeavesNothing(SampleSecrets.Strangers);

    private static void LeavesNothing(IReadOnlyList<(string Kind, string Line, string[] Secrets)> samples)
    {
        var (records, results) = Run(samples);

        Assert.True(results.Alerts.Count > records, $"{results.Alerts.Count} alerts of {records} records");
        Assert.True(results.Leaks.Count == 0, string.Join('\n', results.Leaks));
    }

    /// <summary>Lines of ordinary life are shown as they are.</summary>
    [Fact]
    public void Ten_thousand_normal_lines_are_not_touched()
    {
        var folder = SharedTools.PathOrSkip("data/range/S3");
        string[] files = ["audit.jsonl", "container.log", "dns.cri.log", "journal.jsonl", "kernel.log", "falco.jsonl"];

        var touched = files
            .SelectMany(f => File.ReadLines(Path.Combine(folder, f)).Take(Normal / files.Length * 2))
            .Take(Normal)
            .Where(line => !ReferenceEquals(Redactor.Default.Redact(line), line));

        Assert.Equal([], touched.Take(10));
    }

    private static (int Records, Seen Results) Run(IReadOnlyList<(string Kind, string Line, string[] Secrets)> samples)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "all.yml");
        File.WriteAllText(file, Rules);
        var all = new EventFeedOptions { Send = EventFeedOptions.All };
        var options = new PipelineOptions
        {
            Normalise = new NormaliseOptions
            {
                Feeds = EventFormats.All.ToDictionary(f => f.Name, _ => all),
                Time = new() { EntityWait = TimeSpan.Zero },
            },
        };
        var seen = new Seen();
        var pipeline = new OfflinePipeline(RuleLibrary.Load(file), options, EventSources.All, ModelLibrary.Load(), seen, ModelRegistry.Of([]));
        var number = 0;
        seen.LookFor(samples);
        foreach (var (_, line, _) in samples)
        {
            foreach (var (source, record) in PlantedSecrets.With(line, ++number))
            {
                seen.Source = source;
                var time = (1_795_417_260L + number) * Timestamp.Second;
                pipeline.Process(
                    source,
                    new RawRecord { Value = Encoding.UTF8.GetBytes(record), AppendTime = new Timestamp(time) },
                    new Provenance("f", -1, number, number)
                );
            }
        }

        pipeline.Complete();
        seen.LookAtAlerts();
        return (number, seen);
    }

    private sealed class Seen : IOfflineResults
    {
        private const int Around = 60;
        private SearchValues<string> _parts = SearchValues.Create([], StringComparison.Ordinal);
        private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
        private readonly AvroWriter _writer = new();

        public EventSource Source { get; set; }

        public List<Alert> Alerts { get; } = [];

        public SortedSet<string> Leaks { get; } = new(StringComparer.Ordinal);

        public void LookFor(IReadOnlyList<(string Kind, string Line, string[] Secrets)> samples)
        {
            foreach (var (kind, _, secrets) in samples)
            {
                foreach (var secret in secrets)
                {
                    _kinds[secret] = kind;
                }
            }

            _parts = SearchValues.Create([.. _kinds.Keys], StringComparison.Ordinal);
        }

        public void LookAtAlerts()
        {
            foreach (var alert in Alerts)
            {
                Look($"alert of {alert.RuleId} in Avro", AlertCodec.Encode(alert, _writer));
                foreach (var format in FormatTable.All)
                {
                    Look($"alert of {alert.RuleId} as {format.Name}", RecordedDocuments.Written(alert, format.Name).Span);
                }
            }
        }

        void IOfflineResults.Alert(Alert alert) => Alerts.Add(alert);

        void IOfflineResults.Event(Event e) => Look("event in Avro", EventCodec.Encode(e, _writer));

        void IOfflineResults.Feed(FeedRecord record) => Look($"event as {record.Format.Name}", record.Document);

        void IOfflineResults.Dead(DeadLetter letter) => Look("a dead letter's detail", Encoding.UTF8.GetBytes(letter.Detail));

        private void Look(string where, ReadOnlySpan<byte> bytes)
        {
            var text = Encoding.UTF8.GetString(bytes);
            if (text.AsSpan().IndexOfAny(_parts) is >= 0 and var at)
            {
                var part = _kinds.Keys.First(k => text.AsSpan(at).StartsWith(k, StringComparison.Ordinal));
                Leaks.Add($"{_kinds[part]}: {where} ({Source}): {text[Math.Max(0, at - Around)..Math.Min(text.Length, at + part.Length)]}");
            }
        }
    }

    /// <summary>A rule that every event of a source with a field matches.</summary>
    private static string Any(string id, string source, string field) =>
        $$"""
            title: {{id}}
            id: {{id}}
            name: {{id}}
            logsource: {{source}}
            detection: {x: { {{field}}|exists: true}, condition: x}
            ---

            """;
}
