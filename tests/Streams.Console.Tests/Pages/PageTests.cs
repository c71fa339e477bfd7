using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Streams.Console.Tests.Support;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;

namespace Streams.Console.Tests.Pages;

[Collection("One after the other")]
public sealed class PageTests(RunningConsole running, Chromium chromium)
{
    private static readonly (string Hash, string Ready)[] All =
    [
        ("#/alerts", "document.querySelectorAll('.row').length > 5"),
        ("#/sources", "document.querySelectorAll('.plot .line').length === 18 && document.querySelector('.card dd').textContent !== '–'"),
        ("#/topology", "document.querySelectorAll('.node').length > 10 && document.querySelectorAll('.topology tbody tr').length > 3"),
        ("#/rules", "document.querySelectorAll('.rules tbody tr').length > 20"),
        ("#/models", "document.querySelector('.models [role=status]').textContent.includes('No model')"),
        ("#/dead-letters", "document.querySelectorAll('.letters li').length >= 3"),
    ];

    public static TheoryData<string, string, int, int> Views
    {
        get
        {
            var views = new TheoryData<string, string, int, int>();
            foreach (var (hash, ready) in All)
            {
                views.Add(hash, ready, 360, 740);
                views.Add(hash, ready, 1440, 900);
                views.Add(hash, ready, 3840, 2160);
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_page_fits_and_runs_without_an_error(string hash, string ready, int width, int height)
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + hash, width, height);

        await visit.UntilAsync(ready);

        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Assert.Equal(1, await visit.Page.Locator("h1:visible, h1.unseen").CountAsync());
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1440)]
    public async Task Axe_has_no_serious_finding(ColorScheme scheme, int width)
    {
        var browser = await chromium.OrSkipAsync();
        await using var visit = await Visit.ToAsync(browser, running.Address, width, 800, scheme, bypassPolicy: true);
        var findings = new List<string>();
        foreach (var (hash, ready) in All)
        {
            await visit.Page.EvaluateAsync($"location.hash = '{hash}'");
            await visit.UntilAsync(ready);
            await CheckAsync(hash);
        }

        await visit.Page.EvaluateAsync("location.hash = '#/alerts'");
        await visit.UntilAsync(All[0].Ready);
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");
        await CheckAsync("an alert");

        Assert.Empty(findings);

        async Task CheckAsync(string where)
        {
            var result = await visit.Page.RunAxe();
            findings.AddRange(
                result
                    .Violations.Where(v => v.Impact is "serious" or "critical")
                    .Select(v => $"{where}: {v.Id} {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")
            );
        }
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_it_is_switched_and_then_stays()
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address, scheme: ColorScheme.Dark);
        var dark = await BackgroundAsync();

        await visit.Page.ClickAsync("#theme");
        var light = await BackgroundAsync();
        await visit.Page.ReloadAsync();

        Assert.NotEqual(dark, light);
        Assert.Equal(light, await BackgroundAsync());

        Task<string> BackgroundAsync() => visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    [Fact]
    public async Task Dots_do_not_move_where_motion_is_not_wanted()
    {
        var browser = await chromium.OrSkipAsync();
        const string Moving = "document.querySelector('.flow') && getComputedStyle(document.querySelector('.flow')).animationName";
        await using var still = await Visit.ToAsync(browser, running.Address + "#/topology", reducedMotion: true);
        await using var moving = await Visit.ToAsync(browser, running.Address + "#/topology");
        await still.UntilAsync("document.querySelector('.flow')");
        await moving.UntilAsync("document.querySelector('.flow')");

        Assert.Equal("none", await still.Page.EvaluateAsync<string>(Moving));
        Assert.NotEqual("none", await moving.Page.EvaluateAsync<string>(Moving));
    }

    [Fact]
    public async Task Its_first_paint_waits_for_its_styles_and_theme_alone()
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address);
        await visit.UntilAsync("performance.getEntriesByName('first-contentful-paint').length");

        var waitedFor = await visit.Page.EvaluateAsync<string[]>(
            "performance.getEntriesByType('resource').filter(r => r.renderBlockingStatus === 'blocking').map(r => new URL(r.name).pathname)"
        );

        Assert.NotEmpty(waitedFor);
        Assert.All(waitedFor, path =>
            Assert.True(path.EndsWith(".css", StringComparison.Ordinal) || path.EndsWith("/theme-first.js", StringComparison.Ordinal), path)
        );
    }

    [Fact]
    public async Task Rules_are_sorted_opened_and_lead_to_their_alerts()
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + "#/rules");
        await visit.UntilAsync(All[3].Ready);
        var page = visit.Page;

        await page.ClickAsync("th[data-column=title] button");
        Assert.Equal("ascending", await page.GetAttributeAsync("th[data-column=title]", "aria-sort"));
        var titles = await page.Locator(".unfold").AllTextContentsAsync();
        Assert.Equal(titles.Order(StringComparer.OrdinalIgnoreCase), titles);
        await page.ClickAsync("th[data-column=alerts] button");
        await page.ClickAsync(".unfold >> nth=0");
        Assert.Equal("true", await page.GetAttributeAsync(".unfold >> nth=0", "aria-expanded"));
        await page.ClickAsync("td[data-name=Alerts] a >> nth=0");

        await visit.UntilAsync("document.querySelector('main').dataset.page === 'alerts' && document.querySelectorAll('.row').length > 0");
        Assert.StartsWith("rule:", await page.InputValueAsync("#alert-search"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_set_in_force_and_the_errors_of_a_rejected_one_are_told()
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + "#/rules");
        await visit.UntilAsync("/^Rule set [0-9a-f]{12}$/.test(document.querySelector('.rules .set')?.textContent)");

        running.Rules.Offer(
            "a test",
            [new RuleFile("team/bad.yml", "title: bad\nlogsource: {category: dns}\ndetection: {x: {query: a}, condition: y}\n")],
            new Timestamp(0)
        );
        await visit.UntilAsync("document.querySelector('.rules .errors li')?.textContent.startsWith('team/bad.yml:')");
        Assert.Contains("rejected as a whole", await visit.Page.TextContentAsync(".rules .set"), StringComparison.Ordinal);

        running.Rules.Offer(
            "a test",
            [.. RuleSetLoader.FilesOf(RuleLibrary.ShippedDirectory).Select(f => new RuleFile(f, File.ReadAllText(f)))],
            new Timestamp(0)
        );
        await visit.UntilAsync("document.querySelector('.rules .errors').hidden");
    }

    [Fact]
    public async Task Dead_letters_are_shown_by_reason_with_their_place_and_bytes()
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + "#/dead-letters");
        await visit.UntilAsync(All[5].Ready);

        var text = await visit.Page.TextContentAsync(".letters");
        Assert.Contains("<html><head><title>503 Service Temporarily Unavailable", text, StringComparison.Ordinal);
        Assert.Contains("raw.audit-0@", text, StringComparison.Ordinal);
        await visit.Page.ClickAsync(".reasons button >> nth=0");
        Assert.Equal("true", await visit.Page.GetAttributeAsync(".reasons button >> nth=0", "aria-pressed"));
    }
}
