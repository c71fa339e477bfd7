using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>Input for the fault tests, and what a run without faults must have written: counts by key, counts by window, joined pairs, each once.</summary>
internal sealed class FaultLoad
{
    private const int Partitions = 4;
    private const int Keys = 50;
    private readonly string _bootstrap;
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, long> _windows = [];
    private readonly Dictionary<string, List<LoadRecord>> _byKey = [];
    private long _next;

    private FaultLoad(string bootstrap, string name)
    {
        this._bootstrap = bootstrap;
        (Input, Output, Prefix) = (Some.Name(name + "-in"), Some.Name(name + "-out"), Some.Name(name));
    }

    public string Bootstrap => _bootstrap;

    public string Input { get; }

    public string Output { get; }

    public string Prefix { get; }

    public static async Task<FaultLoad> CreateAsync(string bootstrap, string name)
    {
        var load = new FaultLoad(bootstrap, name);
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = bootstrap, StateDirectory = "-" });
        string[] topics = [load.Input, load.Output, load.Output + "-window", load.Output + "-join"];
        await admin.CreateMissingAsync(topics.Select(t => new TopicSpec { Name = t, Partitions = Partitions }));
        return load;
    }

    /// <summary>Sends records, at a rate or (0) at once. Event time rises with a disorder below the grace.</summary>
    public void Send(int records, int perSecond = 0)
    {
        using var producer = Some.Producer(_bootstrap);
        var chance = new Random((int)_next);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < records; i++)
        {
            var key = "key-" + chance.Next(Keys);
            var record = new LoadRecord(_next + chance.Next((int)WindowTask.Grace - 1), _next++, chance.Next(2) == 0);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            var window = $"{key}|{record.Time / WindowTask.Size * WindowTask.Size}";
            _windows[window] = _windows.GetValueOrDefault(window) + 1;
            (_byKey.TryGetValue(key, out var same) ? same : _byKey[key] = []).Add(record);
            producer.Produce(Input, new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes(key), Value = record.Encode() });
            if (perSecond > 0 && (i * 1000.0 / perSecond) - clock.ElapsedMilliseconds is > 20 and var ahead)
            {
                Thread.Sleep((int)ahead);
            }
        }

        producer.Flush(TimeSpan.FromSeconds(30));
    }

    /// <summary>A record far ahead in every partition, so that every window closes.</summary>
    public void Close()
    {
        using var producer = Some.Producer(_bootstrap);
        for (var partition = 0; partition < Partitions; partition++)
        {
            var end = new LoadRecord(_next + 1_000_000, _next++, IsLeft: false);
            _counts["end-" + partition] = 1;
            producer.Produce(
                new TopicPartition(Input, partition),
                new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes("end-" + partition), Value = end.Encode() }
            );
        }

        producer.Flush(TimeSpan.FromSeconds(30));
    }

    /// <summary>Read-committed, the outputs of all three stages are exactly those of a run without faults.</summary>
    public void AssertExact(TimeSpan patience)
    {
        Some.AssertExact(_counts, Some.ReadCounts(_bootstrap, Output, _counts.Values.Sum(), patience));
        AssertOnce(_windows, Some.ReadCounts(_bootstrap, Output + "-window", _windows.Count, patience), "windows");
        var pairs = Pairs();
        AssertOnce(pairs, Some.ReadCounts(_bootstrap, Output + "-join", pairs.Count, patience), "pairs");
    }

    /// <summary>The counts by key alone.</summary>
    public void AssertCountsExact(TimeSpan patience) => Some.AssertExact(_counts, ReadCounts(patience));

    public Dictionary<string, List<long>> ReadCounts(TimeSpan patience) => Some.ReadCounts(_bootstrap, Output, _counts.Values.Sum(), patience);

    private static void AssertOnce(Dictionary<string, long> expected, Dictionary<string, List<long>> found, string what)
    {
        var wrong = expected
            .Where(e => found.GetValueOrDefault(e.Key) is not [var one] || one != e.Value)
            .Select(e => $"{e.Key}: expected {e.Value}, got [{string.Join(',', found.GetValueOrDefault(e.Key) ?? [])}]")
            .Concat(found.Keys.Where(k => !expected.ContainsKey(k)).Select(k => k + ": not expected"))
            .ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {expected.Count} {what} are wrong: {string.Join("; ", wrong.Take(5))}");
    }

    private Dictionary<string, long> Pairs()
    {
        var pairs = new Dictionary<string, long>();
        foreach (var records in _byKey.Values)
        {
            foreach (var left in records.Where(r => r.IsLeft))
            {
                var rights = records.Where(r => !r.IsLeft && Math.Abs(r.Time - left.Time) <= JoinTask.Span).ToArray();
                foreach (var right in rights)
                {
                    pairs.Add($"{left.Number}+{right.Number}", 1);
                }

                if (rights.Length == 0)
                {
                    pairs.Add($"{left.Number}+", 1);
                }
            }
        }

        return pairs;
    }
}
