using System.Globalization;

namespace Streams.Benchmarks.Sigma;

/// <summary><c>correlations [KIND ...]</c>: signals through stage C for each kind of correlation: CPU a signal with few and with many groups, bytes a group, bytes stored.</summary>
internal static class CorrelationBench
{
    private const int Few = 1_000;
    private const int Many = 200_000;
    private const int Signals = 2_000_000;

    private static readonly (string Kind, string Body)[] Kinds =
    [
        ("each", ""),
        ("event_count", "type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {gte: 20}"),
        ("event_count lt", "type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {lt: 2}"),
        ("value_count", "type: value_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {field: destination.ip, gte: 20}"),
        ("temporal", "type: temporal, rules: [a, b], group-by: [streams.pod], timespan: 1m"),
        ("temporal_ordered", "type: temporal_ordered, rules: [a, b], group-by: [streams.pod], timespan: 1m"),
        ("value_sum", "type: value_sum, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {field: destination.ip, gt: 20000}"),
        ("value_avg", "type: value_avg, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {field: destination.ip, gt: 98}"),
        (
            "value_percentile",
            "type: value_percentile, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {field: destination.ip, percentile: 90, gt: 98}"
        ),
        ("streams.absence", "type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 1m"),
    ];

    public static int Run(string[] only)
    {
        Console.WriteLine($"{"", -18} {"1,000 groups", 24} {"200,000 groups", 24} {"bytes a group", 20}");
        Console.WriteLine(
            $"{"kind", -18} {"us a signal", 12} {"signals/s", 11} {"us a signal", 12} {"signals/s", 11} {"at once", 10} {"at rest", 9} {"stored", 9}"
        );
        foreach (var (kind, body) in Kinds.Where(k => only.Length == 0 || only.Contains(k.Kind)))
        {
            CorrelationRun.Throughput(kind, body, Few, Signals / 10); // the compiler is through
            var few = CorrelationRun.Throughput(kind, body, Few, Signals);
            var many = CorrelationRun.Throughput(kind, body, Many, Signals);
            var (hot, rest, stored) = CorrelationRun.Memory(kind, body, Many);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind, -18} {few, 12:F2} {1e6 / few, 11:N0} {many, 12:F2} {1e6 / many, 11:N0} {hot, 10:F0} {rest, 9:F0} {stored, 9:F0}"
                )
            );
        }

        return 0;
    }
}
