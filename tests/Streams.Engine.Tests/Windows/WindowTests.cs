using Streams.Engine.TestHost.Windows;

namespace Streams.Engine.Tests.Windows;

public sealed class WindowTests
{
    [Fact]
    public void Add_of_a_late_record_is_counted_and_changes_nothing_though_its_window_is_open()
    {
        var windows = new AlignedWindows<string, List<int>>(100, 100, 5, () => []);
        windows.Add("a", 50, 1, static (l, i) => l.Add(i));
        windows.Advance(60, (_, _, _) => Assert.Fail("nothing closes"));
        Assert.False(windows.Add("a", 54, 2, static (l, i) => l.Add(i)));
        Assert.True(windows.Add("a", 55, 3, static (l, i) => l.Add(i)));
        Assert.Equal([1, 3], windows.Get("a", 0)!);
        Assert.Equal(1, windows.Lateness.Late);
    }

    [Fact]
    public void Advance_never_goes_back_and_a_window_closes_once_with_its_grace_over()
    {
        var windows = new AlignedWindows<string, List<int>>(10, 10, 5, () => []);
        windows.Add("a", 9, 1, static (l, i) => l.Add(i));
        var closed = new List<Window>();
        windows.Advance(14, (_, w, _) => closed.Add(w));
        Assert.Empty(closed);
        windows.Advance(15, (_, w, _) => closed.Add(w));
        windows.Advance(3, (_, w, _) => closed.Add(w));
        windows.Advance(99, (_, w, _) => closed.Add(w));
        Assert.Equal([new Window(0, 10)], closed);
        Assert.Equal(99, windows.Lateness.Progress);
    }

    [Fact]
    public void Touched_names_what_changed_and_load_goes_on()
    {
        var windows = new AlignedWindows<string, List<int>>(10, 10, 0, () => []);
        windows.Add("a", 1, 1, static (l, i) => l.Add(i));
        Assert.Equal([("a", 0L)], windows.Touched);
        windows.ClearTouched();
        var again = new AlignedWindows<string, List<int>>(10, 10, 0, () => []);
        again.Load("a", 0, windows.Get("a", 0)!);
        again.Add("a", 2, 2, static (l, i) => l.Add(i));
        List<int>? closed = null;
        again.Advance(10, (_, _, l) => closed = l);
        Assert.Equal([1, 2], closed!);
        Assert.Equal([("a", 0L)], again.Touched);
        Assert.Null(again.Get("a", 0));
        Assert.Empty(windows.Touched);
    }

    [Fact]
    public void Sessions_are_joined_by_a_record_between_them_and_survive_a_load()
    {
        var windows = Sessions();
        windows.Add("a", 0, 1, static (n, i) => n + i);
        windows.Add("a", 10, 1, static (n, i) => n + i);
        Assert.Equal(2, windows.Get("a").Count);
        var again = Sessions();
        again.Load("a", windows.Get("a"));
        again.Add("a", 5, 1, static (n, i) => n + i);
        Assert.Equal([new Session<int>(0, 10, 3)], again.Get("a"));
        var closed = new List<Session<int>>();
        again.Advance(16, (_, s) => closed.Add(s));
        Assert.Empty(closed);
        again.Advance(17, (_, s) => closed.Add(s));
        Assert.Equal([new Session<int>(0, 10, 3)], closed);
        Assert.Equal(["a"], again.Touched);
    }

    [Fact]
    public void Sliding_windows_after_a_load_hand_out_nothing_twice()
    {
        var kept = new List<(string Key, long Time, string Id)>();
        var first = new SlidingWindows<string, int>(10, 0) { Added = (k, t, i, _) => kept.Add((k, t, i)) };
        first.Add("a", 1, "x", 1);
        first.Add("a", 5, "y", 1);
        var closed = new List<string>();
        first.Advance(4, (_, _, id, _) => closed.Add(id));
        var again = new SlidingWindows<string, int>(10, 0);
        again.Lateness.Advance(4);
        kept.ForEach(k => again.Load(k.Key, k.Time, k.Id, 1));
        again.Advance(6, (_, _, id, w) => closed.Add($"{id}{w.Count}"));
        Assert.Equal(["x", "y2"], closed);
    }

    [Fact]
    public void A_join_after_a_load_knows_who_was_matched()
    {
        var join = new IntervalJoin<string, string, string>(5, 5, 0, JoinKind.Left);
        join.Load("a", 1, "l1", "l1", matched: true);
        join.Load("a", 2, "l2", "l2", matched: false);
        join.Load("a", 20, "r", "r");
        var found = new List<string>();
        join.AddLeft("a", 15, "l3", "l3", (_, l, r) => found.Add(l + r));
        join.Advance(30, (_, l) => found.Add(l));
        Assert.Equal(["l3r", "l2"], found);
        Assert.Equal(0, join.Count);
    }

    private static SessionWindows<string, int> Sessions() => new(6, 0, () => 0, (a, b) => a + b);
}
