using System.Globalization;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Habits;
using Streams.Models.Vectors;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Benchmarks.Models;

/// <summary>What a sighting and a score cost, and what 100,000 entities take: in processor time, the best of several rounds, for others work on the machine as well.</summary>
internal static class ModelBench
{
    private const int Rounds = 7;
    private const int Times = 200_000;
    private const int Entities = 100_000;

    public static int Run()
    {
        Console.WriteLine("what                                              best of 7");
        Tell("surprise, an event", Sightings());
        Tell("a window's score, 60 trees of 7 leaves", Scores(Trees(60, 7)));
        Tell("a window's score, PCA of 16 features, 6 directions", Scores(Subspace(6)));
        Console.WriteLine($"100,000 entities of 20 values each              {Memory() >> 20} MiB");
        return 0;
    }

    private static void Tell(string what, double nanoseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -50}{nanoseconds / 1_000:F3} µs"));

    /// <summary>A thousand entities with forty values each; one event in fifty is of a value that is new.</summary>
    private static double Sightings()
    {
        var entities = Enumerable.Range(0, 1_000).Select(i => $"ns{i % 40}/workload-{i}").ToArray();
        var values = Enumerable.Range(0, 40).Select(i => $"list things{i}").ToArray();
        var (habits, time, sum) = (new ClusterHabits(new HabitOptions(), null), 0L, 0.0);
        return Best(i =>
        {
            time += 2_000_000_000;
            var value = i % 50 == 0 ? $"get secrets s{time}" : values[i % 40];
            sum += habits
                .Judge(new HabitSighting(entities[i % 1_000], i % 50 == 0 ? HabitClass.Secret : HabitClass.OtherAct, value, new Timestamp(time)))
                .Value;
            return sum;
        });
    }

    private static double Scores(WindowModel model)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 256).Select(_ => Enumerable.Range(0, model.Set.Columns.Count).Select(_ => (float)random.Next(40)).ToArray()).ToArray();
        return Best(i => model.Score(rows[i & 255]));
    }

    private static double Best(Func<int, double> act)
    {
        var (best, sum) = (double.MaxValue, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Times; i++)
            {
                sum += act(i);
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begun).TotalNanoseconds / Times);
        }

        return double.IsFinite(sum) ? best : throw new InvalidOperationException("a score is none");
    }

    private static long Memory()
    {
        var habits = new ClusterHabits(new HabitOptions { MaxBytes = long.MaxValue }, null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var e = 0; e < Entities; e++)
        {
            for (var v = 0; v < 20; v++)
            {
                habits.Judge(
                    new HabitSighting(
                        $"ns{e % 40}/workload-{e}",
                        HabitClass.OtherAct,
                        $"list things{v + (e % 7)}",
                        new Timestamp(((e * 20L) + v) * 1_000_000_000)
                    )
                );
            }
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(habits);
        return bytes;
    }

    private static WindowModel Trees(int count, int leaves)
    {
        var (random, set) = (new Random(1), FeatureSets.Workload);
        var trees = Enumerable.Range(0, count).Select(_ => TreeOf(random, leaves - 1, set.Columns.Count)).ToArray();
        return WindowModel.Of(Model(set, [.. set.Columns.Select(c => c.Name)]) with { Trees = new TreeParameters(trees, 0, -1, 0) });
    }

    /// <summary>A balanced tree: the children of node i are 2i + 1 and 2i + 2, leaves behind the last node.</summary>
    private static Tree TreeOf(Random random, int nodes, int features)
    {
        var leaf = 0;
        var (left, right) = (new int[nodes], new int[nodes]);
        for (var i = 0; i < nodes; i++)
        {
            left[i] = (2 * i) + 1 < nodes ? (2 * i) + 1 : ~leaf++;
            right[i] = (2 * i) + 2 < nodes ? (2 * i) + 2 : ~leaf++;
        }

        return new Tree(
            [.. Enumerable.Range(0, nodes).Select(_ => random.Next(features))],
            [.. Enumerable.Range(0, nodes).Select(_ => (float)random.Next(40))],
            left,
            right,
            [.. Enumerable.Repeat(0.0, nodes)],
            [.. Enumerable.Range(0, nodes + 1).Select(_ => random.NextDouble())]
        );
    }

    private static WindowModel Subspace(int directions)
    {
        var (random, set) = (new Random(1), FeatureSets.Workload);
        string[] features = [.. set.Columns.Take(16).Select(c => c.Name)];
        return WindowModel.Of(
            Model(set, features) with
            {
                Standard = new Standard([.. features.Select(_ => 1f)], [.. features.Select(_ => 1f)]),
                Subspace = new SubspaceParameters(
                    [.. features.Select(_ => 0f)],
                    [.. Enumerable.Range(0, directions).Select(_ => (IReadOnlyList<float>)[.. features.Select(_ => (float)random.NextDouble())])]
                ),
            }
        );
    }

    private static ModelArtefact Model(FeatureSet set, string[] features) =>
        new()
        {
            Form = ModelArtefact.CurrentForm,
            Name = "bench",
            Set = set.Name,
            SetHash = set.Hash,
            WindowSeconds = 60,
            Features = features,
            Threshold = 1,
            Trainer = new TrainerSettings { Name = "pca", Seed = 1 },
            Data = new TrainingData("bench", 0, 0, 0),
            Histograms = [.. features.Append(ModelArtefact.ScoreHistogram).Select(f => Histogram.Over(f, [1, 2, 3]))],
        };
}
