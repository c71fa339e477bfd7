using Streams.Models.Features;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Signals;

namespace Streams.Models.Tests.Features;

public sealed class FeatureWindowsTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Close_a_minute_has_passed_the_minute_and_the_five_minutes_are_told()
    {
        var windows = new FeatureWindows();
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 2.5);
        windows.Add(Act(20, HabitClass.OtherAct, "list pods", "list pods a/"), 0);

        var rows = Rows(windows.Close(new Timestamp(60 * Second)));

        Assert.Equal(
            [(default, new Timestamp(60 * Second)), (new Timestamp(-240 * Second), new Timestamp(60 * Second))],
            rows.Select(r => (r.WindowStart, r.WindowEnd))
        );
        Assert.All(rows, r =>
            Assert.Equal(
                (2f, 1f, 1f, 2.5f, 2.5f, 2L),
                (Of(r, "requests"), Of(r, "secret_reads"), Of(r, "lists"), Of(r, "surprise"), Of(r, "surprise_sensitive"), r.Events)
            )
        );
    }

    [Fact]
    public void Close_before_the_minute_has_passed_nothing_is_told()
    {
        var windows = new FeatureWindows();
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 0);

        Assert.Empty(windows.Close(new Timestamp((60 * Second) - 1)));
        Assert.NotEmpty(windows.Close(new Timestamp(60 * Second)));
        Assert.Empty(windows.Close(new Timestamp(60 * Second)));
    }

    [Fact]
    public void Close_one_event_is_in_five_long_windows_and_one_short()
    {
        var windows = new FeatureWindows();
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 0);

        var rows = Rows(windows.Close(new Timestamp(3_600 * Second)));

        Assert.Equal(1, rows.Count(r => r.WindowEnd - r.WindowStart == FeatureWindows.Pane));
        Assert.Equal([60, 120, 180, 240, 300], rows.Where(r => r.WindowEnd - r.WindowStart > FeatureWindows.Pane).Select(r => r.WindowEnd.Span(Second)));
    }

    [Fact]
    public void Add_after_its_window_was_told_is_counted_as_late_in_the_next_row()
    {
        var windows = new FeatureWindows();
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 0);
        Assert.All(Rows(windows.Close(new Timestamp(60 * Second))), r => Assert.Equal(0, r.Late));
        windows.Add(Act(30, HabitClass.Secret, "get secrets", "get secrets a/y"), 0);
        windows.Add(Act(70, HabitClass.Secret, "get secrets", "get secrets a/x"), 0);

        var rows = Rows(windows.Close(new Timestamp(120 * Second)));

        Assert.Equal(1, rows[0].Late);
        Assert.Equal(2f, Of(rows.Single(r => r.WindowEnd - r.WindowStart > FeatureWindows.Pane), "requests"));
    }

    /// <summary>The names of a range, or of a habit, give its attacks away: a feature sees how many there are and how new, and of names that are asked for how they are built.</summary>
    [Fact]
    public void Other_names_in_the_same_places_give_the_same_features()
    {
        Assert.Equal(Of("attacker", "hsm-pin", "payments"), Of("operator", "log-dir", "webfront"));

        static IEnumerable<float> Of(string entity, string secret, string space)
        {
            var windows = new FeatureWindows();
            for (var i = 0; i < 9; i++)
            {
                foreach (
                    var (@class, act) in (ReadOnlySpan<(HabitClass, string)>)
                        [(HabitClass.Secret, "get secrets"), (HabitClass.Exec, "create pods/exec"), (HabitClass.Outside, "")]
                )
                {
                    windows.Add(Act(i, @class, act, $"{act} {space}/{secret}{i % 4}") with { Entity = entity }, i * 0.5);
                }
            }

            return [.. Rows(windows.Close(new Timestamp(60 * Second))).SelectMany(r => r.Values)];
        }
    }

    [Fact]
    public void A_row_names_the_sources_that_nobody_reads_but_not_where_there_is_but_one()
    {
        var windows = new FeatureWindows { Blind = ["ebpf"] };
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 0);
        windows.Add(Act(10, HabitClass.Answered, "", "example.com"), 0);

        var rows = Rows(windows.Close(new Timestamp(60 * Second)));

        Assert.Equal(["ebpf"], rows.First(r => r.Set == "workload").Blind);
        Assert.Empty(rows.First(r => r.Set == "dns").Blind);
    }

    [Fact]
    public void Restore_what_was_stored_goes_on_as_before()
    {
        var (whole, first, second) = (new FeatureWindows(), new FeatureWindows(), new FeatureWindows());
        var behaviours = Enumerable.Range(0, 400).Select(i => Act(i, (HabitClass)(i % 11), $"verb{i % 3} things", $"verb things a/{i % 17}")).ToArray();
        foreach (var behaviour in behaviours)
        {
            whole.Add(behaviour, behaviour.Time.Nanoseconds % 7);
        }

        foreach (var behaviour in behaviours[..150])
        {
            first.Add(behaviour, behaviour.Time.Nanoseconds % 7);
        }

        List<FeatureVector> rows = [.. Rows(first.Close(new Timestamp(100 * Second)))];
        second.CloseTo(new Timestamp(100 * Second));
        foreach (var (start, key, pane) in first.TakeChanges().Where(c => c.Pane is not null))
        {
            second.Restore(
                new Timestamp(start.Nanoseconds),
                key,
                new FeaturePane
                {
                    Counts = pane!.Counts,
                    Sums = pane.Sums,
                    Hashes = pane.Hashes,
                }
            ); // filtered above
        }

        foreach (var behaviour in behaviours[150..])
        {
            second.Add(behaviour, behaviour.Time.Nanoseconds % 7);
        }

        rows.AddRange(Rows(second.Close(new Timestamp(3_600 * Second))));
        Assert.Equal(Rows(whole.Close(new Timestamp(3_600 * Second))).Select(Text), rows.Select(Text));
    }

    [Fact]
    public void Close_the_witness_is_the_most_surprising_of_the_last_minute()
    {
        var windows = new FeatureWindows();
        windows.Add(Act(10, HabitClass.Secret, "get secrets", "get secrets a/x"), 2.5);
        windows.Add(Act(20, HabitClass.Secret, "get secrets", "get secrets a/y"), 3);
        windows.Add(Act(30, HabitClass.OtherAct, "list pods", "list pods a/"), 0);

        Assert.All(windows.Close(new Timestamp(60 * Second)), w => Assert.Equal("get secrets a/y", w.Witness?.Value));
        Assert.All(windows.Close(new Timestamp(120 * Second)), w => Assert.Null(w.Witness));
    }

    private static FeatureVector[] Rows(IReadOnlyList<ClosedWindow> windows) => [.. windows.Select(w => w.Row)];

    private static string Text(FeatureVector row) =>
        $"{row.Set} {row.Entity} {row.WindowStart} {row.WindowEnd} {row.Events} {row.Late} {string.Join(',', row.Values)}";

    private static float Of(FeatureVector row, string feature)
    {
        var columns = FeatureSets.Find(row.Set)!.Columns; // it is a set's
        return row.Values[columns.ToList().FindIndex(c => c.Name == feature)];
    }

    private static Behaviour Act(long second, HabitClass @class, string act, string value) =>
        new()
        {
            Class = (int)@class,
            Cluster = "",
            Entity = "someone",
            Value = value,
            Act = act,
            Detail = "A x.example",
            Entities = new EntitySet(),
            Evidence = new Evidence
            {
                EventId = $"{second}",
                Source = EventSource.Audit,
                Time = new Timestamp(second * Second),
                Provenance = new Provenance("f", 0, second, second),
                Excerpt = "",
            },
            TimeSource = default,
        };
}
