using CsCheck;
using Streams.Engine.TestHost.Windows;

namespace Streams.Engine.Tests.Windows;

/// <summary>Any interleaving, any duplication and any lateness within the grace give what a plain reference gives over the set of records.</summary>
public sealed class WindowProperties
{
    private const int Runs = 2000;

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 4)]
    [InlineData(7, 1)]
    public void Aligned_windows_give_the_reference(long size, long advance) =>
        Arrivals.Some.Sample(
            arrivals =>
            {
                var windows = new AlignedWindows<string, HashSet<string>>(size, advance, Arrivals.Grace, () => new HashSet<string>(StringComparer.Ordinal));
                var found = new List<string>();
                foreach (var a in arrivals)
                {
                    windows.Advance(a.Progress, Closed);
                    Assert.True(windows.Add(a.Key, a.Time, a.Id, static (ids, id) => ids.Add(id)));
                }

                windows.Advance(10_000, Closed);
                Assert.Equal(0, windows.Lateness.Late);
                var expected =
                    from a in arrivals.DistinctBy(a => a.Id)
                    from start in Enumerable.Range(-100, 400).Select(i => (long)i).Where(s => s % advance == 0 && s <= a.Time && a.Time < s + size)
                    group a.Id by (a.Key, start) into window
                    select $"{window.Key.Key} {window.Key.start} {string.Join(',', window.Order(StringComparer.Ordinal))}";
                Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

                void Closed(string key, Window window, HashSet<string> ids) =>
                    found.Add($"{key} {window.Start} {string.Join(',', ids.Order(StringComparer.Ordinal))}");
            },
            iter: Runs
        );

    [Fact]
    public void Sessions_give_the_reference() =>
        Arrivals.Some.Sample(
            arrivals =>
            {
                const long gap = 6;
                var windows = new SessionWindows<string, SortedSet<string>>(
                    gap,
                    Arrivals.Grace,
                    () => new SortedSet<string>(StringComparer.Ordinal),
                    (a, b) =>
                    {
                        a.UnionWith(b);
                        return a;
                    }
                );
                var found = new List<string>();
                foreach (var a in arrivals)
                {
                    windows.Advance(a.Progress, Closed);
                    Assert.True(windows.Add(a.Key, a.Time, a.Id, static (ids, id) =>
                        {
                            ids.Add(id);
                            return ids;
                        }));
                }

                windows.Advance(10_000, Closed);
                Assert.All(arrivals, a => Assert.Empty(windows.Get(a.Key)));
                var expected = new List<string>();
                foreach (var key in arrivals.DistinctBy(a => a.Id).GroupBy(a => a.Key))
                {
                    var session = new List<Arrivals.Arrival>();
                    foreach (var a in key.OrderBy(a => a.Time))
                    {
                        if (session.Count > 0 && a.Time - session[^1].Time > gap)
                        {
                            expected.Add(Text(key.Key, session));
                            session.Clear();
                        }

                        session.Add(a);
                    }

                    expected.Add(Text(key.Key, session));
                }

                Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

                void Closed(string key, Session<SortedSet<string>> session) =>
                    found.Add($"{key} {session.First}-{session.Last} {string.Join(',', session.Value)}");

                static string Text(string key, List<Arrivals.Arrival> of) =>
                    $"{key} {of[0].Time}-{of[^1].Time} {string.Join(',', of.Select(a => a.Id).Order(StringComparer.Ordinal))}";
            },
            iter: Runs
        );

    [Fact]
    public void Sliding_windows_give_the_reference() =>
        Arrivals.Some.Sample(
            arrivals =>
            {
                const long size = 9;
                var kept = new HashSet<string>();
                var windows = new SlidingWindows<string, int>(size, Arrivals.Grace)
                {
                    Added = (_, _, id, _) => Assert.True(kept.Add(id)),
                    Dropped = (_, _, id) => Assert.True(kept.Remove(id)),
                };
                var found = new List<string>();
                foreach (var a in arrivals)
                {
                    windows.Advance(a.Progress, Closed);
                    windows.Add(a.Key, a.Time, a.Id, 1);
                }

                windows.Advance(10_000, Closed);
                Assert.Equal((0, 0), (windows.Count, kept.Count));
                var distinct = arrivals.DistinctBy(a => a.Id).ToArray();
                var expected = distinct.Select(a =>
                    $"{a.Id}: {string.Join(',', distinct.Where(b => b.Key == a.Key && b.Time > a.Time - size && b.Time <= a.Time).Select(b => b.Id).Order(StringComparer.Ordinal))}"
                );
                Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

                void Closed(string key, long time, string id, IReadOnlyList<(long Time, string Id, int Value)> window) =>
                    found.Add($"{id}: {string.Join(',', window.Select(w => w.Id).Order(StringComparer.Ordinal))}");
            },
            iter: Runs
        );

    [Theory]
    [InlineData(JoinKind.Inner)]
    [InlineData(JoinKind.Left)]
    [InlineData(JoinKind.Absence)]
    public void Interval_joins_give_the_reference(JoinKind kind) =>
        Arrivals.Some.Sample(
            arrivals =>
            {
                const long before = 3;
                const long after = 5;
                var kept = new HashSet<JoinEntry<string>>();
                var join = new IntervalJoin<string, string, string>(before, after, Arrivals.Grace, kind)
                {
                    Kept = (e, _) => kept.Add(e),
                    Dropped = e => Assert.True(kept.Remove(e)),
                };
                var found = new List<string>();
                foreach (var a in arrivals)
                {
                    join.Advance(a.Progress, Alone);
                    _ = a.IsLeft ? join.AddLeft(a.Key, a.Time, a.Id, a.Id, Pair) : join.AddRight(a.Key, a.Time, a.Id, a.Id, Pair);
                    Assert.Equal(join.Count, kept.Count);
                }

                join.Advance(10_000, Alone);
                Assert.Equal((0, 0), (join.Count, kept.Count));
                var distinct = arrivals.DistinctBy(a => a.Id).ToArray();
                var expected = new List<string>();
                foreach (var left in distinct.Where(a => a.IsLeft))
                {
                    var rights = distinct.Where(r => !r.IsLeft && r.Key == left.Key && r.Time >= left.Time - before && r.Time <= left.Time + after).ToArray();
                    expected.AddRange(kind == JoinKind.Absence ? [] : rights.Select(r => $"{left.Id}+{r.Id}"));
                    expected.AddRange(kind == JoinKind.Inner || rights.Length > 0 ? [] : [$"{left.Id}+"]);
                }

                Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

                void Pair(string key, string left, string right) => found.Add($"{left}+{right}");

                void Alone(string key, string left) => found.Add($"{left}+");
            },
            iter: Runs
        );

    [Fact]
    public void A_wheel_hands_out_what_is_due_in_its_order_and_nothing_else() =>
        Gen.Select(Gen.Long[-30, 100].Array[0, 50], Gen.Long[-40, 120].Array[1, 10], Gen.Long[1, 17])
            .Sample(
                (dues, moments, slot) =>
                {
                    var wheel = new ExpiryWheel<long>(slot);
                    var left = new List<long>();
                    var next = 0;
                    foreach (var moment in moments.Order())
                    {
                        for (var i = 0; i < 5 && next < dues.Length; i++)
                        {
                            wheel.Add(dues[next], dues[next]);
                            left.Add(dues[next++]);
                        }

                        var due = new List<long>();
                        wheel.Advance(moment, due);
                        Assert.Equal(left.Where(d => d <= moment).Order(), due);
                        left.RemoveAll(d => d <= moment);
                        Assert.Equal(left.Count, wheel.Count);
                    }
                },
                iter: Runs
            );

    [Fact]
    public void An_event_set_is_a_set_in_the_order_of_time_and_id() =>
        Gen.Select(Gen.Long[0, 20], Gen.Int[0, 15])
            .Array[0, 60]
            .Sample(
                events =>
                {
                    var set = new EventSet<int>();
                    var reference = new Dictionary<string, long>();
                    foreach (var (time, id) in events)
                    {
                        Assert.Equal(reference.TryAdd("e" + id, time), set.Add(time, "e" + id, id));
                        if (id == 15)
                        {
                            var gone = reference.Where(r => r.Value < time).Select(r => r.Key).ToArray();
                            Assert.Equal(gone.Length, set.ExpireBefore(time));
                            Array.ForEach(gone, g => reference.Remove(g));
                        }
                    }

                    Assert.Equal(reference.OrderBy(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Key), set.InOrder.Select(e => e.Id));
                    Assert.Equal(reference.Count, set.Count);
                },
                iter: Runs
            );
}
