using System.Globalization;

namespace Streams.Benchmarks.Parsers;

/// <summary>
/// What one line costs as each shipper brings it, beside Fluent Bit's (envelopes.tsv: name, source, record):
/// the least of many short rounds, taken in turns, since the machine is shared.
/// </summary>
internal static class EnvelopeCosts
{
    private const int Rounds = 300;

    /// <summary>Measures and prints them.</summary>
    public static int Run()
    {
        EnvelopeCase[] cases = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "envelopes.tsv")).Select(EnvelopeCase.Of)];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var one in cases)
            {
                one.Measure();
            }
        }

        Console.WriteLine("| line | ns | of a Fluent Bit line |");
        Console.WriteLine("|---|---|---|");
        foreach (var one in cases)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Least:F0} | {one.Least / cases[0].Least:F2} |"));
        }

        return 0;
    }
}
