using CsCheck;

namespace Streams.Engine.Tests.Windows;

/// <summary>Records in the order in which they arrive, each with the progress that stands before it: any interleaving, duplicates, and no record later than the grace.</summary>
internal static class Arrivals
{
    public const long Grace = 20;

    /// <summary>A record; its id says what is a duplicate of what.</summary>
    public sealed record Arrival(string Key, long Time, bool IsLeft, long Progress)
    {
        public string Id => $"{Key}@{Time}{(IsLeft ? "l" : "r")}";
    }

    /// <summary>Two arrivals of the same records: shuffled within the grace, with duplicates of some.</summary>
    public static readonly Gen<Arrival[]> Some = Gen.Select(
            Gen.Select(Gen.Int[0, 2], Gen.Long[-50, 150], Gen.Bool, Gen.Long[0, Grace], Gen.Int[1, 2]).Array[0, 40],
            Gen.Int[0, 1000]
        )
        .Select((records, _) => Order(records));

    private static Arrival[] Order((int Key, long Time, bool IsLeft, long Delay, int Copies)[] records)
    {
        // A record arrives at its time and a delay of at most the grace; the progress is the arrival time that has been reached.
        var arriving = new List<(long At, Arrival Record)>();
        foreach (var (key, time, isLeft, delay, copies) in records)
        {
            for (var copy = 0; copy < copies; copy++)
            {
                var at = time + (copy == 0 ? delay : Grace);
                arriving.Add((at, new Arrival("k" + key, time, isLeft, at)));
            }
        }

        return [.. arriving.OrderBy(a => a.At).Select(a => a.Record)];
    }
}
