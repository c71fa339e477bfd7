using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Time;

public sealed class SegmentListTests
{
    [Fact]
    public void Add_any_order_gives_the_same_segments()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var times = Enumerable.Range(0, 60).Select(_ => Some.At(random.Next(0, 400))).ToArray();
            var sorted = Listed(times.Order());

            random.Shuffle(times);

            Assert.Equal(sorted, Listed(times));
            Assert.Equal(60, sorted.Sum(s => s.Count));
        }
    }

    [Fact]
    public void Add_repeated_by_another_teller_does_not_count_twice()
    {
        var list = new SegmentList();
        list.Add(new Segment(Some.At(0), Some.At(5), 3), counts: false);
        list.Add(new Segment(Some.At(0), Some.At(8), 5), counts: false);

        Assert.Equal([new Segment(Some.At(0), Some.At(8), 5)], list.All);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public void Covers_less_than_the_gap_after_a_segment(double at, bool expected)
    {
        var list = new SegmentList();
        list.Add(new Segment(Some.At(0), Some.At(5), 1), counts: true);

        Assert.Equal(expected, list.Covers(Some.At(at)));
    }

    private static Segment[] Listed(IEnumerable<Timestamp> times)
    {
        var list = new SegmentList();
        foreach (var time in times)
        {
            list.Add(new Segment(time, time, 1), counts: true);
        }

        return [.. list.All];
    }
}
