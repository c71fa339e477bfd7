using System.Text;
using Streams.Console.Tests.Support;
using Streams.Host.WebConsole.Alerts;
using Streams.Schemas.Alerts;

namespace Streams.Console.Tests.Alerts;

public sealed class AlertFeedTests
{
    private const string Epoch = "epoch1";

    [Fact]
    public void An_alert_that_changes_is_kept_once_in_its_latest_state()
    {
        var feed = new AlertFeed(Epoch);

        feed.Put(Some.Alert(1));
        feed.Put(Some.Alert(2));
        feed.Put(Some.Alert(1, status: AlertStatus.Closed));

        var page = feed.Page(long.MaxValue, 10);
        Assert.Equal([2L, 3L], page.Entries.Select(e => e.Seq));
        Assert.Contains("\"status\":\"closed\"", Encoding.UTF8.GetString(page.Entries[1].Json), StringComparison.Ordinal);
        Assert.Equal((1, 2), feed.Counts);
        Assert.Null(page.Before);
    }

    [Fact]
    public void A_flood_of_low_alerts_pushes_no_severe_one_out()
    {
        var feed = new AlertFeed(Epoch, most: 100);
        feed.Put(Some.Alert(3) with { Level = "critical" });
        feed.Put(Some.Alert(7) with { Level = "high" });
        for (var i = 100; i < 5_000; i++)
        {
            feed.Put(Some.Alert(i) with { Level = "low" });
            feed.Put(Some.Alert(3) with { Level = "critical", Status = AlertStatus.Updated });
        }

        var kept = feed.Page(long.MaxValue, 1000).Entries.Select(e => e.Id).ToArray();
        Assert.Equal(100, kept.Length);
        Assert.Contains(Some.Alert(3).Id, kept);
        Assert.Contains(Some.Alert(7).Id, kept);
    }

    [Fact]
    public void Of_a_storm_one_row_is_sent_and_what_was_open_before_it_is_closed_with_its_end()
    {
        var feed = new AlertFeed(Epoch);
        feed.MarkLoaded();
        var client = Join(feed, null);
        var storm = Some.Alert(1) with { Storm = Some.Alert(1).Id };
        feed.Put(Some.Alert(0));
        feed.Put(storm);
        for (var i = 2; i < 1_000; i++)
        {
            feed.Put(Some.Alert(i) with { Storm = storm.Id, Level = "low" });
        }

        feed.Put(Some.Alert(0, status: AlertStatus.Closed) with { Storm = storm.Id });
        Assert.Equal(["hello", "alert", "alert"], Frames(client));
        feed.Put(storm with { Status = AlertStatus.Closed });

        Assert.Equal(["reset", "hello"], Frames(client));
        Assert.Equal((0, 2), feed.Counts);
    }

    [Fact]
    public void What_has_not_changed_for_longest_goes_first()
    {
        var feed = new AlertFeed(Epoch, most: 2);

        feed.Put(Some.Alert(1));
        feed.Put(Some.Alert(5));
        feed.Put(Some.Alert(1, status: AlertStatus.Updated));
        feed.Put(Some.Alert(9));

        Assert.Equal([Some.Alert(1).Id, Some.Alert(9).Id], feed.Page(long.MaxValue, 10).Entries.Select(e => e.Id));
        Assert.Equal(2, feed.CountOf(Some.Alert(1).RuleId));
    }

    [Fact]
    public void Pages_go_back_to_the_first_without_gap_or_repetition()
    {
        var feed = new AlertFeed(Epoch);
        for (var i = 0; i < 25; i++)
        {
            feed.Put(Some.Alert(i));
        }

        var ids = new List<string>();
        for (long? before = long.MaxValue; before is { } end; before = feed.Page(end, 10).Before)
        {
            ids.AddRange(feed.Page(end, 10).Entries.Select(e => e.Id));
        }

        Assert.Equal(25, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(25, ids.Count);
    }

    [Fact]
    public void While_the_log_is_read_nothing_goes_out_and_then_every_page_begins()
    {
        var feed = new AlertFeed(Epoch);
        using var client = Join(feed, null);

        feed.Put(Some.Alert(1));
        Assert.Empty(Frames(client));

        feed.MarkLoaded();
        Assert.Equal(["hello"], Frames(client));
        feed.Put(Some.Alert(2));
        Assert.Equal(["alert"], Frames(client));
    }

    [Fact]
    public void A_page_that_comes_back_gets_what_it_missed_once()
    {
        var feed = Loaded();
        feed.Put(Some.Alert(1));
        feed.Put(Some.Alert(2));
        feed.Put(Some.Alert(2, status: AlertStatus.Closed));

        using var client = Join(feed, $"{Epoch}-1");

        Assert.Equal(["hello", "alert"], Frames(client));
    }

    [Theory]
    [InlineData("epoch0-7")]
    [InlineData("nonsense")]
    [InlineData("epoch1-x")]
    public void A_page_of_another_run_of_the_service_is_told_to_read_anew(string after)
    {
        using var client = Join(Loaded(), after);

        Assert.Equal(["reset", "hello"], Frames(client));
    }

    [Fact]
    public void A_page_that_missed_more_than_half_a_queue_reads_anew()
    {
        var feed = Loaded();
        for (var i = 0; i <= (FeedClient.Capacity / 2) + 1; i++)
        {
            feed.Put(Some.Alert(i));
        }

        using var client = Join(feed, $"{Epoch}-0");

        Assert.Equal(["reset", "hello"], Frames(client));
    }

    [Fact]
    public void A_page_that_does_not_keep_up_is_dropped_and_holds_up_nobody()
    {
        var feed = Loaded();
        using var slow = Join(feed, null);
        using var quick = Join(feed, null);

        var got = 0;
        for (var i = 0; i < FeedClient.Capacity + 10; i++)
        {
            feed.Put(Some.Alert(i));
            got += Frames(quick).Count;
        }

        Assert.True(slow.Dropped.IsCancellationRequested);
        Assert.False(quick.Dropped.IsCancellationRequested);
        Assert.Equal(FeedClient.Capacity + 11, got);
    }

    [Fact]
    public void No_more_pages_than_the_bound_are_let_in()
    {
        var feed = Loaded();
        var clients = Enumerable.Range(0, AlertFeed.MostClients).Select(_ => Join(feed, null)).ToList();

        Assert.Null(feed.Join(null));
        feed.Leave(clients[0]);
        using var next = Join(feed, null);
        clients.ForEach(c => c.Dispose());
    }

    private static AlertFeed Loaded()
    {
        var feed = new AlertFeed(Epoch);
        feed.MarkLoaded();
        return feed;
    }

    private static FeedClient Join(AlertFeed feed, string? after)
    {
        var client = feed.Join(after);
        Assert.NotNull(client);
        return client;
    }

    private static List<string> Frames(FeedClient client)
    {
        var names = new List<string>();
        while (client.Frames.TryRead(out var frame))
        {
            names.Add(Encoding.UTF8.GetString(frame.Span)["event: ".Length..].Split('\n')[0]);
        }

        return names;
    }
}
