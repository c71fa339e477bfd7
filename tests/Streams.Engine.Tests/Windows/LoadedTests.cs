using Streams.Engine.TestHost.Windows;

namespace Streams.Engine.Tests.Windows;

/// <summary>What is loaded after a restart closes and is forgotten at the same moment as what was added; what is written is named.</summary>
public sealed class LoadedTests
{
    [Fact]
    public void A_loaded_window_closes_at_its_end_and_is_named_as_touched()
    {
        var windows = new AlignedWindows<string, List<int>>(10, 10, 0, () => []);
        windows.Load("a", 0, [1]);
        var closed = new List<Window>();
        windows.Advance(9, (_, w, _) => closed.Add(w));
        Assert.Empty(closed);
        windows.Advance(10, (_, w, _) => closed.Add(w));
        windows.Load("a", 20, [2]);
        windows.Advance(30, (_, w, _) => closed.Add(w));
        Assert.Equal([new Window(0, 10), new Window(20, 30)], closed);
        Assert.Equal([("a", 0L), ("a", 20L)], windows.Touched);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, -1)]
    [InlineData(10, 11)]
    public void An_advance_that_leaves_gaps_or_does_not_move_is_refused(long size, long advance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedWindows<string, List<int>>(size, advance, 0, () => []));

    [Fact]
    public void A_loaded_session_closes_after_its_gap_and_its_key_is_touched()
    {
        var windows = new SessionWindows<string, int>(6, 0, () => 0, (a, b) => a + b);
        windows.Load("a", [new Session<int>(0, 10, 3)]);
        Assert.Empty(windows.Touched);
        var closed = new List<Session<int>>();
        windows.Advance(16, (_, s) => closed.Add(s));
        Assert.Empty(closed);
        windows.Advance(17, (_, s) => closed.Add(s));
        Assert.Equal([new Session<int>(0, 10, 3)], closed);
        Assert.Equal(["a"], windows.Touched);
        windows.ClearTouched();
        Assert.False(windows.Add("a", 16, 1, static (n, i) => n + i));
        Assert.Empty(windows.Touched);
        Assert.True(windows.Add("a", 17, 1, static (n, i) => n + i));
        Assert.Equal(["a"], windows.Touched);
    }

    [Fact]
    public void Loaded_sides_of_a_join_are_dropped_when_nothing_can_match_them()
    {
        var dropped = new List<(bool IsLeft, string Id)>();
        var alone = new List<string>();
        var join = new IntervalJoin<string, string, string>(3, 5, 0, JoinKind.Left) { Dropped = e => dropped.Add((e.IsLeft, e.Id)) };
        join.Load("a", 10, "l", "l", matched: false);
        join.Load("b", 10, "r", "r");
        join.Advance(13, (_, l) => alone.Add(l));
        Assert.Empty(dropped);
        join.Advance(14, (_, l) => alone.Add(l));
        Assert.Equal([(false, "r")], dropped); // the right one waits for lefts up to 3 later
        join.Advance(15, (_, l) => alone.Add(l));
        Assert.Empty(alone);
        join.Advance(16, (_, l) => alone.Add(l));
        Assert.Equal(["l"], alone);
        Assert.Equal(0, join.Count);
    }

    [Fact]
    public void A_join_says_what_it_took_in_and_that_a_left_side_is_matched_now()
    {
        var kept = new List<(bool IsLeft, string Id, bool Matched)>();
        var join = new IntervalJoin<string, string, string>(5, 5, 0, JoinKind.Inner) { Kept = (e, matched) => kept.Add((e.IsLeft, e.Id, matched)) };
        Assert.True(join.AddLeft("a", 10, "l", "l", Nothing));
        Assert.False(join.AddLeft("a", 10, "l", "l", Nothing));
        Assert.True(join.AddRight("a", 12, "r", "r", Nothing));
        Assert.False(join.AddRight("a", 12, "r", "r", Nothing));
        Assert.True(join.AddRight("a", 13, "r2", "r2", Nothing));
        Assert.True(join.AddLeft("a", 11, "l2", "l2", Nothing));
        Assert.Equal([(true, "l", false), (false, "r", false), (true, "l", true), (false, "r2", false), (true, "l2", true)], kept);
        join.Advance(50, (_, _) => { });
        Assert.False(join.AddLeft("a", 49, "l3", "l3", Nothing));
        Assert.False(join.AddRight("a", 49, "r3", "r3", Nothing));
        Assert.Equal(2, join.Lateness.Late);

        static void Nothing(string key, string left, string right) { }
    }

    [Fact]
    public void A_sliding_window_says_what_it_took_in_and_a_set_counts_duplicates()
    {
        var windows = new SlidingWindows<string, int>(10, 0);
        Assert.True(windows.Add("a", 1, "x", 1));
        Assert.False(windows.Add("a", 1, "x", 1));
        windows.Advance(50, (_, _, _, _) => { });
        Assert.False(windows.Add("a", 49, "y", 1));
        var set = new EventSet<int>();
        Assert.True(set.Add(1, "a", 1));
        Assert.False(set.Add(2, "a", 1));
        Assert.Equal(1, set.Duplicates);
    }
}
