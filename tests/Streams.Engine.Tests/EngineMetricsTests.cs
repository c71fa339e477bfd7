using System.Text;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Prometheus;
using Streams.Engine.Hosting;
using Streams.Engine.Telemetry;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

public sealed partial class EngineMetricsTests(RealKafka kafka)
{
    [Fact]
    public void The_page_names_every_metric_with_its_kind_and_labels_and_no_other()
    {
        var engine = Page().Split("\n## ").Single(s => s.StartsWith("Engine\n", StringComparison.Ordinal));
        var written = Row()
            .Matches(engine)
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {string.Join(',', Label().Matches(m.Groups[3].Value).Select(l => l.Groups[1].Value))}")
            .Order();
        var made = EngineMetrics.All.Select(c => $"{c.Name} {c.GetType().Name.ToLowerInvariant()} {string.Join(',', c.LabelNames)}").Order();
        Assert.Equal(made, written);
    }

    [Fact]
    public void Lags_are_read_from_the_statistics()
    {
        const string json =
            """{"topics":{"a":{"partitions":{"0":{"partition":0,"ls_offset":17,"app_offset":10},"1":{"partition":1,"ls_offset":-1001,"app_offset":3},"-1":{"partition":-1}}},"b":{"partitions":{"3":{"partition":3,"ls_offset":5,"app_offset":6}}}}}""";
        Assert.Equal([new(new TopicPartition("a", 0), 7L), new(new TopicPartition("b", 3), 0L)], ClientStatistics.Lags(json));
        Assert.Empty(ClientStatistics.Lags("{}"));
    }

    [Fact]
    public async Task A_running_stage_is_seen_in_its_metrics()
    {
        var (input, counts) = (Some.Name("metric-in"), Some.Name("metric-out"));
        var options = new EngineOptions
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("metric"),
            DefaultPartitions = 1,
            Store = StateStore.Memory,
            Restarts = new Dictionary<string, int> { ["asked"] = 3 },
            ProcessEnd = new ProcessEnd(_ => { }),
        };
        var stage = CountTask.Stage("seen", input, counts);
        await using (var engine = new StreamsEngine(options, [stage]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using var producer = Some.Producer(options.BootstrapServers);
            for (var i = 0; i < 100; i++)
            {
                producer.Produce(input, new Message<byte[], byte[]> { Key = [(byte)i], Value = new byte[9] });
            }

            producer.Flush(TimeSpan.FromSeconds(10));
            for (
                var i = 0;
                i < 300 && !(await ScrapeAsync()).Contains($"streams_engine_lag_records{{stage=\"seen\",topic=\"{input}\",partition=\"0\"}} 0");
                i++
            )
            {
                await Task.Delay(50);
            }
        }

        var text = await ScrapeAsync();
        Assert.Contains($"streams_engine_records_total{{stage=\"seen\",topic=\"{input}\"}} 100", text);
        Assert.Contains($"streams_engine_bytes_total{{stage=\"seen\",topic=\"{input}\"}} 1000", text);
        Assert.Contains($"streams_engine_lag_records{{stage=\"seen\",topic=\"{input}\",partition=\"0\"}} 0", text);
        Assert.Contains("streams_engine_restore_remaining_records{stage=\"seen\"} 0", text);
        Assert.Contains("streams_engine_restarts_total{reason=\"asked\"} 3", text);
        Assert.Matches("streams_engine_poll_age_seconds\\{stage=\"seen\"\\} [0-9]", text);
        Assert.Matches("streams_engine_commit_seconds_count\\{stage=\"seen\"\\} [1-9]", text);
        Assert.Matches("streams_engine_latency_seconds_count\\{stage=\"seen\"\\} [1-9]", text);
        Assert.Matches("streams_engine_process_seconds_total\\{stage=\"seen\"\\} 0\\.[0-9]", text);
        Assert.Contains($"streams_engine_state_entries{{stage=\"seen\",partition=\"{input}-0\"}}", text);
    }

    private static async Task<string> ScrapeAsync()
    {
        using var page = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(page);
        return Encoding.UTF8.GetString(page.ToArray());
    }

    private static string Page()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var page = Path.Combine(at.FullName, "docs", "metrics.md");
            if (File.Exists(page))
            {
                return File.ReadAllText(page);
            }
        }

        throw new FileNotFoundException("docs/metrics.md");
    }

    [GeneratedRegex(@"^\| `(streams_\w+)` \| (\w+) \| ([^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Label();
}
