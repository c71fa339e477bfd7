using CsCheck;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Time;

/// <summary>Any interleaving of watermark vectors over upstream partitions, and any duplication, gives what a plain reference gives; a vanished node stalls nothing and proves nothing.</summary>
public sealed class WatermarkProperties
{
    private const int Runs = 1000;
    private static readonly string[] Origins = ["k-0", "k-1", "d-0"];
    private static readonly string?[] Nodes = ["n0", "n1", "n2", null];
    private static readonly PipelineShape Shape = new(Origins.ToDictionary(o => o, SourceOf), 2);

    private static readonly Gen<NodeMark> SomeNode = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 300], Gen.Int[0, 300], Gen.Int[-1, 40])
        .Select(
            (node, highest, append, length) =>
                new NodeMark("n" + node, Some.At(highest), Some.At(append), length < 0 ? [] : [new Segment(Some.At(highest - length), Some.At(highest), 1)])
        );

    private static readonly Gen<OriginMark> SomeMark = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 300], SomeNode.Array[0, 3])
        .Select((origin, frontier, nodes) => new OriginMark(SourceOf(Origins[origin]), Origins[origin], Some.At(frontier), nodes));

    /// <summary>A vector of a raw partition's task, or of one of B's two; then whether it comes twice, and whether the receiver is started again after it.</summary>
    private static readonly Gen<(WatermarkVector Vector, int Again, bool Restart)> SomeVector = Gen.Select(
            Gen.Int[-1, 1],
            SomeMark.Array[1, 3],
            Gen.Int[0, 30],
            Gen.Int[0, 5]
        )
        .Select(
            (observe, marks, again, restart) =>
                (
                    observe < 0 ? new WatermarkVector(marks[0].Origin, [marks[0]]) : new WatermarkVector(PipelineShape.Observe(observe), marks),
                    again,
                    restart == 0
                )
        );

    /// <summary>For each origin its steps: how far time goes, and how far behind it each of its two nodes is.</summary>
    private static readonly Gen<(int By, int First, int Second)[][]> SomeSteps = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 12].Array[3];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Progress_frontier_and_proof_are_the_references_whatever_comes_in_whatever_order_and_over_restarts(bool observe) =>
        SomeVector
            .Array[0, 30]
            .Sample(
                arrivals =>
                {
                    var memory = WatermarkMemory.Volatile();
                    var state = new WatermarkState(Shape, new TimeOptions(), observe, memory);
                    var plain = new PlainWatermarks(Shape, new TimeOptions(), observe);
                    for (var i = 0; i < arrivals.Length; i++)
                    {
                        Take(arrivals[i].Vector);
                        if (arrivals[i].Again < i)
                        {
                            Take(arrivals[arrivals[i].Again].Vector);
                        }

                        if (arrivals[i].Restart)
                        {
                            state = new WatermarkState(Shape, new TimeOptions(), observe, memory);
                            state.Restored();
                        }

                        Same(plain, state);
                    }

                    void Take(WatermarkVector vector)
                    {
                        state.Merge(vector);
                        plain.Merge(vector);
                    }
                },
                iter: Runs
            );

    [Fact]
    public void Two_interleavings_with_duplicates_end_at_the_same_marks() =>
        Gen.Select(SomeSteps, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000])
            .Sample(
                (steps, first, second) =>
                {
                    var (one, other) = (Receive(steps, first), Receive(steps, second));
                    foreach (var source in new[] { EventSource.Kernel, EventSource.Dns })
                    {
                        // Each origin's own mark only rises here, so the end is the least of their ends.
                        var ends = steps
                            .Zip(Origins)
                            .Where(s => SourceOf(s.Second) == source)
                            .Select(s =>
                                s.First.Sum(step => step.By) is var t
                                    ? Math.Max(Math.Min(Highest(s.First, step => step.First), Highest(s.First, step => step.Second)) - 10, t - 60)
                                    : 0
                            );
                        Assert.Equal(Some.At(ends.Min()), one.Progress(source));
                        Assert.Equal((one.Progress(source), one.Frontier(source)), (other.Progress(source), other.Frontier(source)));
                        for (var t = -20; t < 260; t += 7)
                        {
                            Assert.All(Nodes, n => Assert.Equal(one.Nodes.HasProof(source, n, Some.At(t)), other.Nodes.HasProof(source, n, Some.At(t))));
                        }
                    }
                },
                iter: Runs
            );

    [Fact]
    public void A_vanished_node_stalls_nothing_and_proves_nothing() =>
        Gen.Select(SomeSteps, Gen.Int[0, 1_000_000], Gen.Int[0, 2], Gen.Int[0, 30])
            .Sample(
                (steps, seed, where, gone) =>
                {
                    // The others go on for longer than the time-out after the node has spoken last.
                    steps =
                    [
                        .. steps
                            .Select(s => (IEnumerable<(int By, int First, int Second)>)[.. s, .. Enumerable.Repeat((By: 20, First: 0, Second: 0), 6)])
                            .Select(s => s.ToArray()),
                    ];
                    var last = new WatermarkVector(
                        Origins[where],
                        [
                            new OriginMark(
                                SourceOf(Origins[where]),
                                Origins[where],
                                Some.At(gone),
                                [new NodeMark("gone", Some.At(gone), Some.At(gone), [new Segment(Some.At(gone), Some.At(gone), 1)])]
                            ),
                        ]
                    );
                    var (with, without) = (Receive(steps, seed, last), Receive(steps, seed));
                    var source = SourceOf(Origins[where]);
                    Assert.Equal(without.Progress(source), with.Progress(source));
                    Assert.Equal(without.Frontier(source), with.Frontier(source));
                    for (var t = -20; t < 260; t += 3)
                    {
                        Assert.Equal(t + 10 <= gone, with.Nodes.HasProof(source, "gone", Some.At(t)));
                        var isAwaited = gone < t + 10 && gone > t - 60;
                        Assert.Equal(
                            !isAwaited
                                && (
                                    without.Nodes.HasProof(source, null, Some.At(t))
                                    || (
                                        t + 10 <= gone
                                        && !without
                                            .Nodes.Of(source)
                                            .Any(n => n.Value.All[^1].Until < Some.At(t + 10) && n.Value.All[^1].Until > Some.At(t - 60))
                                    )
                                ),
                            with.Nodes.HasProof(source, null, Some.At(t))
                        );
                    }
                },
                iter: Runs
            );

    [Fact]
    public void What_B_forwards_in_deltas_brings_C_to_the_same_progress() =>
        Gen.Select(SomeSteps, Gen.Int[0, 1_000_000], Gen.Int[1, 4])
            .Sample(
                (steps, seed, every) =>
                {
                    var b = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
                    var shape = Shape with { ObservePartitions = 1 };
                    var c = new WatermarkState(shape, new TimeOptions(), observe: true, WatermarkMemory.Volatile());
                    var arrivals = Interleave(steps, seed);
                    for (var i = 0; i < arrivals.Count; i++)
                    {
                        b.Merge(arrivals[i]);
                        c.Merge(arrivals[i]);
                        Assert.True(c.Progress(EventSource.Kernel) <= b.Progress(EventSource.Kernel));
                        if (i % every == 0 || i == arrivals.Count - 1)
                        {
                            var forwarded = b.Forward(PipelineShape.Observe(0));
                            c.Merge(forwarded);
                            c.Merge(forwarded);
                        }
                    }

                    Assert.Equal((b.Progress(EventSource.Kernel), b.Progress(EventSource.Dns)), (c.Progress(EventSource.Kernel), c.Progress(EventSource.Dns)));
                },
                iter: Runs
            );

    [Fact]
    public void What_A_tells_in_deltas_is_what_its_records_say() =>
        Gen.Select(Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 30], Gen.Bool).Array[1, 40], Gen.Int[0, 10])
            .Sample(
                (records, pendingFor) =>
                {
                    var tracker = new OriginTracker(EventSource.Dns, "d-0", new MemoryState<NodeTrack>(), Timestamp.Unknown, new TimeOptions());
                    var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
                    var (append, seen) = (0, new List<(string Node, Timestamp Time)>());
                    foreach (var (by, node, delay, tells) in records)
                    {
                        append += by;
                        tracker.Saw("n" + node, Some.At(append - delay), Some.At(append));
                        tracker.Advance(Some.At(append));
                        seen.Add(("n" + node, Some.At(append - delay)));
                        if (tells)
                        {
                            // Something older waits: it holds back what is told, and is told when it is taken up.
                            state.Merge(new WatermarkVector("d-0", [tracker.Take(Some.At(append - pendingFor))]));
                            Assert.True(state.Frontier(EventSource.Dns) <= Some.At(append - pendingFor));
                        }
                    }

                    var whole = new WatermarkVector("d-0", [tracker.Take(Timestamp.Never)]);
                    state.Merge(whole);
                    state.Merge(whole);
                    Assert.Equal(Some.At(append), state.Frontier(EventSource.Dns));
                    foreach (var node in seen.GroupBy(s => s.Node))
                    {
                        Assert.Equal(Stretches(node.Select(n => n.Time)), state.Nodes.Find(EventSource.Dns, node.Key)!.All.Select(s => (s.Since, s.Until))); // it was told of
                    }
                },
                iter: Runs
            );

    private static EventSource SourceOf(string origin) => origin[0] == 'k' ? EventSource.Kernel : EventSource.Dns;

    private static void Same(PlainWatermarks plain, WatermarkState state)
    {
        foreach (var source in new[] { EventSource.Kernel, EventSource.Dns, EventSource.Audit })
        {
            Assert.Equal(plain.Progress(source), state.Progress(source));
            Assert.Equal(plain.Frontier(source), state.Frontier(source));
            for (var t = -20; t < 300; t += 37)
            {
                Assert.All(Nodes, n => Assert.Equal(plain.HasProof(source, n, Some.At(t)), state.Nodes.HasProof(source, n, Some.At(t))));
            }
        }
    }

    private static int Highest((int By, int First, int Second)[] steps, Func<(int By, int First, int Second), int> behind)
    {
        var (time, highest) = (0, int.MinValue);
        foreach (var step in steps)
        {
            time += step.By;
            highest = Math.Max(highest, time - behind(step));
        }

        return highest;
    }

    private static WatermarkState Receive((int By, int First, int Second)[][] steps, int seed, params WatermarkVector[] before)
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        foreach (var vector in before.Concat(Interleave(steps, seed)))
        {
            state.Merge(vector);
        }

        return state;
    }

    /// <summary>The origins' vectors, each origin's in its order, with some that come a second time later.</summary>
    private static List<WatermarkVector> Interleave((int By, int First, int Second)[][] steps, int seed)
    {
        var chance = new Random(seed);
        var (next, time) = (new int[steps.Length], new int[steps.Length]);
        var vectors = new List<WatermarkVector>();
        while (Enumerable.Range(0, steps.Length).Where(o => next[o] < steps[o].Length).ToArray() is { Length: > 0 } left)
        {
            var origin = left[chance.Next(left.Length)];
            var (by, first, second) = steps[origin][next[origin]++];
            var now = time[origin] += by;
            vectors.Add(
                new WatermarkVector(
                    Origins[origin],
                    [new OriginMark(SourceOf(Origins[origin]), Origins[origin], Some.At(now), [Mark("n0", now, now - first), Mark("n1", now, now - second)])]
                )
            );
            if (chance.Next(3) == 0)
            {
                vectors.Add(vectors[chance.Next(vectors.Count)]);
            }
        }

        return vectors;
    }

    private static NodeMark Mark(string node, int append, int highest) =>
        new(node, Some.At(highest), Some.At(append), [new Segment(Some.At(highest), Some.At(highest), 1)]);

    private static IEnumerable<(Timestamp Since, Timestamp Until)> Stretches(IEnumerable<Timestamp> times)
    {
        var stretches = new List<(Timestamp Since, Timestamp Until)>();
        foreach (var time in times.Order())
        {
            if (stretches.Count > 0 && time - stretches[^1].Until < Segment.MinGap)
            {
                stretches[^1] = (stretches[^1].Since, time);
            }
            else
            {
                stretches.Add((time, time));
            }
        }

        return stretches;
    }
}
