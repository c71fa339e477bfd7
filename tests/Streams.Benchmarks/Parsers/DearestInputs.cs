using System.Diagnostics;
using System.Globalization;
using System.Text;
using Streams.Redaction;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Fuzz;
using Streams.Schemas.Tests.Properties;

namespace Streams.Benchmarks.Parsers;

/// <summary>What each source's records cost at most: every sample made long of everything, everywhere, and the dearest as a table (docs/benchmarks/parsers.md).</summary>
internal static class DearestInputs
{
    private const int Length = 256 * 1024;
    private const int Runs = 5;
    private const int Rows = 3;
    private const double Kilo = 1024;

    /// <summary>Measures and prints them.</summary>
    public static int Run()
    {
        Console.WriteLine("| stage | made long of | within | µs a KB |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var source in EventSources.All)
        {
            var parser = RecordParsers.Create(source, new ParserOptions());
            var costs = new List<(double Cost, string Unit, string Seed)>();
            foreach (var seed in Samples.Of(source).Prepend(""))
            {
                var bytes = Encoding.UTF8.GetBytes(seed);
                foreach (var unit in LongInputs.Units)
                {
                    foreach (var at in new[] { 0, bytes.Length / 2, bytes.Length }.Distinct())
                    {
                        var record = LongInputs.Of(bytes, at, unit, Length);
                        costs.Add((Measure(() => parser.Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, Ignored.One)), unit, seed));
                    }
                }
            }

            Print($"parse, {source.Name()}", costs);
        }

        var redacted = LongInputs.Units.Select(u =>
        {
            var text = Encoding.UTF8.GetString(LongInputs.Of([], 0, u, Length));
            return (Measure(() => Redactor.Default.Redact(text)), u, "");
        });
        Print("redact", redacted);
        return 0;
    }

    private static void Print(string stage, IEnumerable<(double Cost, string Unit, string Seed)> costs)
    {
        foreach (var (cost, unit, seed) in costs.OrderByDescending(c => c.Cost).DistinctBy(c => c.Unit).Take(Rows))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {stage} | `{Shown(unit)}` | {(seed.Length == 0 ? "nothing" : $"`{Shown(seed[..Math.Min(seed.Length, 40)])}…`")} | {cost:F1} |"
                )
            );
        }
    }

    private static string Shown(string text) =>
        text.Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\0", "\\0", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("`", "'", StringComparison.Ordinal);

    /// <summary>Microseconds a KB, the least of some runs.</summary>
    private static double Measure(Action work)
    {
        var least = double.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return least / (Length / Kilo);
    }

    private sealed class Ignored : IParseSink
    {
        public static readonly Ignored One = new();

        public void OnEvent(ParsedEvent parsed) { }

        public void OnDead(in DeadElement dead) { }
    }
}
