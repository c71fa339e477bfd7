using Streams.Engine.TestHost.Windows;

namespace Streams.Benchmarks.Engine;

/// <summary>An interval join of ±5 s alone, without Kafka: two sides, 1,000 keys, 10,000 records a second of event time.</summary>
internal static class JoinAlone
{
    public static BenchResult Run(int records, Meter meter)
    {
        var ids = new string[records];
        for (var i = 0; i < records; i++)
        {
            ids[i] = i.ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
        }

        var keys = Enumerable.Range(0, 1000).Select(k => "key-" + k).ToArray();
        var join = new IntervalJoin<string, int, int>(5000, 5000, 1000, JoinKind.Left);
        long pairs = 0;
        meter.Start();
        for (var i = 0; i < records; i++)
        {
            // A key comes every 100 ms of event time, each fifth time on the left: 20 lefts and 80 rights within 10 s.
            var time = i / 10L;
            var key = keys[i * 7919L % 1000];
            if (i % 100 == 0)
            {
                join.Advance(time, (_, _) => pairs++);
            }

            _ = i / 1000 % 5 == 0 ? join.AddLeft(key, time, ids[i], i, (_, _, _) => pairs++) : join.AddRight(key, time, ids[i], i, (_, _, _) => pairs++);
        }

        var result = meter.Stop("interval-join ours", records);
        return pairs > 0 ? result : throw new InvalidOperationException("nothing joined");
    }
}
