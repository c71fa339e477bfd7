using System.Text.RegularExpressions;
using Streams.Console.Tests.Support;
using Streams.Schemas.Alerts;

namespace Streams.Console.Tests.Alerts;

[Collection("One after the other")]
public sealed partial class AlertsPageTests(RunningConsole running, Chromium chromium)
{
    /// <summary>Rows in sight with what stands in them, and the page's own parts: not the alerts there are.</summary>
    private const int MostDrawnAtOnce = 1_000;
    private const string Rows = "document.querySelectorAll('.row').length > 5";

    private const string FirstInSight =
        "(() => { const l = document.querySelector('.list').getBoundingClientRect(); return [...document.querySelectorAll('.row')].filter(r => r.getBoundingClientRect().top >= l.top - 1).sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0]?.dataset.id; })()";

    [Fact]
    public async Task An_alert_arrives_while_one_looks()
    {
        await using var console = await running.OwnAsync();
        for (var i = 0; i < 200; i++)
        {
            console.Feed.Put(Some.Alert(i));
        }

        var total = console.Feed.Counts.Total;
        await using var visit = await OpenAsync($"{console.Address}/console/#/alerts?status=all");
        await visit.UntilAsync($"document.querySelector('.total').textContent === '{total} alerts'");
        await visit.Page.EvaluateAsync("document.querySelector('.list').scrollTop = 1500");
        await visit.UntilAsync("document.querySelector('.list').scrollTop === 1500");
        await visit.Page.EvaluateAsync("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 300))))");
        var seen = await FirstInSightAsync(visit);

        console.Feed.Put(Some.Alert(100_001, "An alert that has just come")); // newer than what another test writes to the topic, which this console reads, too

        await visit.UntilAsync($"document.querySelector('.total').textContent === '{total + 1} alerts'");
        await visit.UntilAsync($"{FirstInSight} === '{seen}'"); // the list is moved with the next frame
        Assert.Equal("1 new, to the top", await visit.Page.TextContentAsync(".pill"));
        await visit.UntilAsync("document.getElementById('announcer').textContent.includes('An alert that has just come')");
        await visit.Page.ClickAsync(".pill");
        await visit.UntilAsync(
            "[...document.querySelectorAll('.row')].some(r => r.ariaPosInSet === '1' && r.textContent.includes('An alert that has just come'))"
        );
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task What_stage_c_writes_is_on_the_page_within_seconds_and_changes_in_place()
    {
        await using var visit = await OpenAsync(running.Address);
        var alert = Some.Alert(77_001, "Written to the topic while one looks");

        await running.PublishAsync(alert);
        await visit.UntilAsync($"document.getElementById('alert-{alert.Id}')?.dataset.status === 'open'", 20_000);
        await running.PublishAsync(alert with { Status = AlertStatus.Closed });

        await visit.UntilAsync($"document.getElementById('alert-{alert.Id}')?.dataset.status === 'closed'", 20_000);
        Assert.Equal(1, await visit.Page.Locator($"[data-id=\"{alert.Id}\"]").CountAsync());
    }

    [Fact]
    public async Task The_filter_takes_words_fields_levels_and_sources_and_stands_in_the_address()
    {
        await using var visit = await OpenAsync(running.Address);
        var page = visit.Page;
        var all = await visit.TotalAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("secrets pod:api -curl-is-not-there");
        await visit.UntilAsync("location.hash.includes('q=')");
        var few = int.Parse(Number().Match(await visit.TotalAsync() ?? "").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(few > 0);
        await page.ClickAsync(".chip[data-source=kernel]");
        Assert.Contains("source=kernel", await page.EvaluateAsync<string>("location.hash"), StringComparison.Ordinal);
        Assert.True(int.Parse(Number().Match(await visit.TotalAsync() ?? "").Value, System.Globalization.CultureInfo.InvariantCulture) <= few);
        await page.ReloadAsync();
        await visit.UntilAsync("document.querySelector('#alert-search').value.startsWith('secrets')");
        await page.Keyboard.PressAsync("Escape");
        await visit.UntilAsync($"document.querySelector('.total').textContent === '{all}'");
        await page.ClickAsync(".chip[data-level=low]");

        await visit.UntilAsync("document.querySelectorAll('.row').length > 1 && [...document.querySelectorAll('.row')].every(r => r.dataset.level === 'low')");
        Assert.Contains("level=low", await page.EvaluateAsync<string>("location.hash"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_alert_in_full_says_why_what_with_which_evidence_and_what_to_do()
    {
        await using var visit = await OpenAsync(running.Address + "#/alerts?q=rule:7848c98b-12d5-4c08-99d4-7be096608000+source:kernel");
        await visit.UntilAsync("document.querySelectorAll('.row').length > 0");

        await visit.Page.ClickAsync(".row >> nth=0");

        await visit.UntilAsync("document.querySelector('.detail pre')");
        var text = await visit.Page.TextContentAsync(".detail") ?? "";
        Assert.All(
            [
                "What to do",
                "Why it fired",
                "one after the other, within 3 min",
                "Evidence",
                "Audit",
                "Kernel",
                "Entities",
                "ATT&CK",
                "T1552.007",
                "What this rule cannot see",
            ],
            part => Assert.Contains(part, text, StringComparison.Ordinal)
        );
        await visit.Page.ClickAsync(".pivot[data-key=pod]");
        Assert.StartsWith("pod:", await visit.Page.InputValueAsync("#alert-search"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_source_is_named_in_the_alert_that_says_so()
    {
        await using var visit = await OpenAsync(running.Address + "#/alerts?q=silent");
        await visit.UntilAsync("document.querySelectorAll('.row').length > 0");

        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.UntilAsync("document.querySelector('.notice')?.textContent.includes('silent from')");
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var visit = await OpenAsync(running.Address);
        var page = visit.Page;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        Assert.Equal("2", await page.GetAttributeAsync(".row[aria-selected=true]", "aria-posinset"));
        await page.Keyboard.PressAsync("k");
        Assert.Equal("1", await page.GetAttributeAsync(".row[aria-selected=true]", "aria-posinset"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("H2", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        var first = await page.TextContentAsync(".detail h2");
        await page.Keyboard.PressAsync("j");
        await visit.UntilAsync("document.querySelector('.row[aria-selected=true]').ariaPosInSet === '2'");
        Assert.Equal(await page.TextContentAsync(".row[aria-selected=true] .title"), await page.TextContentAsync(".detail h2"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("alert-list", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.False(await page.IsVisibleAsync(".detail"));
        await page.Keyboard.PressAsync("End");
        Assert.Equal(
            await page.GetAttributeAsync(".row[aria-selected=true]", "aria-setsize"),
            await page.GetAttributeAsync(".row[aria-selected=true]", "aria-posinset")
        );
        await page.Keyboard.PressAsync("4");
        await visit.UntilAsync("document.querySelector('main').dataset.page === 'rules'");
        await page.Keyboard.PressAsync("?");
        Assert.True(await page.IsVisibleAsync("#help"));
        Assert.NotNull(first);
    }

    [Fact]
    public async Task Of_ten_thousand_alerts_what_is_in_sight_is_drawn_and_no_more_while_they_load_scroll_and_are_filtered()
    {
        await using var console = await running.OwnAsync();
        for (var i = 0; i < 10_000; i++)
        {
            console.Feed.Put(Some.Alert(i));
        }

        await using var visit = await Visit.ToAsync(
            await chromium.OrSkipAsync(),
            $"{console.Address}/console/#/alerts?status=all",
            script: """
            window.longest = 0;
            window.most = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { window.longest = Math.max(window.longest, e.duration); })).observe({ type: 'longtask', buffered: true });
            new MutationObserver(list => { window.most = Math.max(window.most, list.reduce((sum, m) => sum + m.addedNodes.length, 0)); }).observe(document, { subtree: true, childList: true });
            """
        );
        await visit.UntilAsync("document.querySelector('.total')?.textContent === '10,000 alerts'", 30_000);
        for (var i = 0; i < 40; i++)
        {
            await visit.Page.EvaluateAsync(
                "top => new Promise(done => { document.querySelector('.list').scrollTop = top; requestAnimationFrame(() => requestAnimationFrame(done)); })",
                i * 9_001
            );
        }

        var rows = await visit.Page.EvaluateAsync<int>("document.querySelectorAll('.row').length");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("pod:api-7 -nothing");
        await visit.UntilAsync("document.querySelector('.total').textContent.includes(' of ')");

        Assert.InRange(rows, 10, 80);
        var longest = await visit.Page.EvaluateAsync<double>("window.longest");
        TestContext.Current.SendDiagnosticMessage($"the longest task took {longest} ms");
        Assert.InRange(await visit.Page.EvaluateAsync<int>("window.most"), 10, MostDrawnAtOnce);
        Assert.Empty(visit.Errors);
    }

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex Number();

    /// <summary>The alert at the top of what is in sight; rows are drawn with the frame after a scroll.</summary>
    private static async Task<string> FirstInSightAsync(Visit visit)
    {
        await visit.UntilAsync(FirstInSight);
        return await visit.Page.EvaluateAsync<string>(FirstInSight);
    }

    private async Task<Visit> OpenAsync(string address)
    {
        var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), address);
        await visit.UntilAsync(address.Contains('?', StringComparison.Ordinal) ? "document.querySelector('.row')" : Rows);
        return visit;
    }
}
