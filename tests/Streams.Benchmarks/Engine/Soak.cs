using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary>
/// <c>soak [--minutes N] [--bootstrap HOST:PORT]</c>: the windowed count on RocksDB, exactly-once, at full load. Exit 1 where memory, handles or iterators grow
/// from the second fifth of the run to the last.
/// </summary>
internal static class Soak
{
    private const double GrowthAllowed = 1.1;
    private const double SlackMiB = 16;
    private const int HandlesAllowed = 8;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var minutes = double.Parse(Value(arguments, "--minutes") ?? "10", CultureInfo.InvariantCulture);
        using var kafka = Value(arguments, "--bootstrap") is { } given ? null : new BenchKafka("--set", "log.retention.check.interval.ms=5000");
        var bootstrap = Value(arguments, "--bootstrap") ?? kafka!.Bootstrap;
        if (bootstrap.Length == 0)
        {
            await Console.Error.WriteLineAsync("no Kafka: give --bootstrap HOST:PORT, or put shared/servers beside the checkout");
            return 3;
        }

        var (input, output) = (EngineCases.Name("soak-in"), EngineCases.Name("soak-out"));
        await CreateAsync(bootstrap, input, output);
        var progress = new WindowedCount.Progress(new Meter());
        var samples = new List<SoakSample>();
        await using (var engine = new StreamsEngine(EngineCases.Options(bootstrap, StateStore.RocksDb), [SoakTask.Stage("soak", input, output, progress)]))
        {
            await engine.StartAsync();
            using var load = SoakLoad.Start(bootstrap, input);
            Console.WriteLine($"{"s", 5} {"records/s", 10} {"RSS MiB", 8} {"heap MiB", 8} {"handles", 8} {"tables", 8} {"threads", 8} {"iterators", 9}");
            var clock = Stopwatch.StartNew();
            long before = 0;
            while (clock.Elapsed.TotalMinutes < minutes)
            {
                var began = clock.Elapsed;
                while (clock.Elapsed - began < Every)
                {
                    await load.StandardInput.WriteLineAsync(progress.Count.ToString(CultureInfo.InvariantCulture));
                    await Task.Delay(100);
                }

                var (sample, count) = (SoakSample.Take(), progress.Count);
                samples.Add(sample);
                Console.WriteLine(
                    $"{clock.Elapsed.TotalSeconds, 5:F0} {(count - before) / (clock.Elapsed - began).TotalSeconds, 10:F0} {sample.Resident, 8:F0} {sample.Managed, 8:F0} {sample.Handles, 8} {sample.Tables, 8} {sample.Threads, 8} {sample.Iterators, 9}"
                );
                if (count == before && samples.Count > 6)
                {
                    Console.WriteLine("nothing was processed for a while: it stands still");
                    return 1;
                }

                before = count;
            }

            load.StandardInput.Close();
            await load.WaitForExitAsync();
        }

        return Judge(samples, progress.Count);
    }

    private static int Judge(List<SoakSample> samples, long records)
    {
        var fifth = Math.Max(1, samples.Count / 5);
        var (early, late) = (samples.GetRange(Math.Min(fifth, samples.Count - 1), fifth), samples.GetRange(samples.Count - fifth, fifth));
        var flat =
            Flat("RSS", early.Average(s => s.Resident), late.Average(s => s.Resident))
            & Flat("managed heap", early.Average(s => s.Managed), late.Average(s => s.Managed));
        var handles = late.Max(s => s.Handles) - early.Max(s => s.Handles);
        Console.WriteLine(
            $"handles: {handles:+0;-0;0} from the second fifth to the last; iterators open at the end: {samples[^1].Iterators}; {records} records"
        );
        return flat && handles <= HandlesAllowed && samples[^1].Iterators <= 1 ? 0 : 1;
    }

    private static bool Flat(string what, double early, double late)
    {
        Console.WriteLine($"{what}: {early:F0} MiB in the second fifth, {late:F0} in the last");
        return late <= (early * GrowthAllowed) + SlackMiB;
    }

    private static async Task CreateAsync(string bootstrap, params string[] topics)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        var settings = new Dictionary<string, string>
        {
            ["retention.bytes"] = "134217728",
            ["segment.bytes"] = "33554432",
            ["retention.ms"] = "-1",
        };
        await admin.CreateTopicsAsync(
            topics.Select(
                (t, i) =>
                    new TopicSpecification
                    {
                        Name = t,
                        NumPartitions = 8,
                        ReplicationFactor = -1,
                        Configs = new(settings) { ["message.timestamp.type"] = i == 0 ? "CreateTime" : "LogAppendTime" },
                    }
            )
        );
        await Task.Delay(500);
    }

    private static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
