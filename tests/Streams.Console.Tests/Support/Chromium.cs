using Microsoft.Playwright;

namespace Streams.Console.Tests.Support;

/// <summary>Debian's browser, once for all tests.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser; skips the calling test, saying so, where there is none.</summary>
    public async Task<IBrowser> OrSkipAsync()
    {
        if (_browser is null)
        {
            var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
            if (path is null)
            {
                Assert.Skip("no chromium: apt-get install chromium");
            }

            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox"] });
        }

        return _browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
