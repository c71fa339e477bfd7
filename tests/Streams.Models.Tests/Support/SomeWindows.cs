using Streams.Models.Features;
using Streams.Models.Training.Windows;

namespace Streams.Models.Tests.Support;

/// <summary>Windows of workloads of our own making: some namespaces, each with habits of its own, and attacks that stand out.</summary>
internal static class SomeWindows
{
    public static TrainingTable Table(int seed = 1, int ordinary = 2_000, int attacks = 80)
    {
        var random = new Random(seed);
        var rows = new List<TrainingRow>();
        for (var i = 0; i < ordinary + attacks; i++)
        {
            var isAttack = i >= ordinary;
            var space = random.Next(4);
            var values = new float[FeatureSets.Workload.Columns.Count];
            for (var c = 0; c < values.Length; c++)
            {
                values[c] = random.Next(6 + space) + (isAttack && c % 3 == 0 ? 20 + random.Next(30) : 0);
            }

            var start = i * 60_000_000_000L;
            rows.Add(
                new TrainingRow(
                    "",
                    $"n{space}/w{random.Next(5)}",
                    start,
                    start + 60_000_000_000,
                    values,
                    isAttack ? Verdict.Attack : Verdict.Ordinary,
                    isAttack ? $"rule{i % 3}" : ""
                )
            );
        }

        return TrainingTable.Of(FeatureSets.Workload, 60, $"made-{seed}-{ordinary}-{attacks}", rows);
    }
}
