using System.Diagnostics;
using Microsoft.Playwright;

namespace Streams.Console.Tests.Support;

/// <summary>A page open in the browser. What it writes to the browser's console as an error, or throws, fails the test.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const int PauseMs = 30;

    /// <summary>What tells a page that stands still from one that shows something else.</summary>
    private const string State = """
        (() => { const list = document.querySelector('.list'), rows = [...document.querySelectorAll('.row')];
          return JSON.stringify({ visible: document.visibilityState, at: location.hash, scrollTop: list?.scrollTop, pill: document.querySelector('.pill')?.hidden === false, rows: rows.slice(0, 3).map(r => `${r.ariaPosInSet} ${r.innerText.slice(0, 60)}`) })
            + ' ' + document.body.innerText.slice(0, 600); })()
        """;
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong in the page.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens an address in a browser of its own: no storage, no cookies.</summary>
    public static async Task<Visit> ToAsync(
        IBrowser browser,
        string address,
        int width = 1440,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        bool reducedMotion = false,
        bool bypassPolicy = false,
        string? script = null
    )
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
                ReducedMotion = reducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
                BypassCSP = bypassPolicy,
            }
        );
        if (script is not null)
        {
            await context.AddInitScriptAsync(script);
        }

        var page = await context.NewPageAsync();
        var visit = new Visit(context, page);
        await page.GotoAsync(address);
        return visit;
    }

    /// <summary>Waits until an expression is true in the page; one that cannot be evaluated yet is not. (Playwright's own waiting evaluates text within the page, which the page's policy forbids.)</summary>
    public async Task UntilAsync(string expression, int patienceMs = 30_000)
    {
        var waited = Stopwatch.StartNew();
        while (!await Page.EvaluateAsync<bool>($"(() => {{ try {{ return !!({expression}); }} catch {{ return false; }} }})()"))
        {
            Assert.True(
                waited.ElapsedMilliseconds < patienceMs,
                $"not within {patienceMs} ms: {expression}; the page: {await Page.EvaluateAsync<string>(State)}"
            );
            await Task.Delay(PauseMs);
        }
    }

    /// <summary>The alerts' number as the page says it (<c>67 alerts</c>).</summary>
    public Task<string?> TotalAsync() => Page.TextContentAsync(".total");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
