using Microsoft.Playwright;
using Streams.Console.Tests.Support;

namespace Streams.Console.Tests.Pages;

/// <summary>Every page as a picture; kept where STREAMS_PICTURES names a folder (docs/images).</summary>
[Collection("One after the other")]
public sealed class PictureTests(RunningConsole running, Chromium chromium)
{
    private const int LeastBytes = 8_000;

    [Theory]
    [InlineData("console-alerts", "#/alerts", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-alert", "#/alerts?q=rule:7848c98b+source:kernel", 1440, 900, ColorScheme.Dark, "j Enter")]
    [InlineData("console-sources", "#/sources", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-topology", "#/topology", 1440, 900, ColorScheme.Dark, "")]
    [InlineData("console-rules", "#/rules", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-dead-letters", "#/dead-letters", 1440, 900, ColorScheme.Dark, "")]
    [InlineData("console-phone-alerts", "#/alerts", 360, 740, ColorScheme.Light, "")]
    [InlineData("console-phone-alert", "#/alerts?sort=level", 360, 740, ColorScheme.Dark, "j Enter")]
    [InlineData("console-4k", "#/alerts?sort=level", 3840, 2160, ColorScheme.Dark, "j j Enter")]
    public async Task A_page_gives_a_picture(string name, string hash, int width, int height, ColorScheme scheme, string keys)
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + hash, width, height, scheme);
        await visit.UntilAsync("document.querySelector('.row, .plot .line[d], .node, .rules tbody tr, .letters li')");
        foreach (var key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            await visit.Page.Keyboard.PressAsync(key);
        }

        await visit.UntilAsync("document.getElementById('link').dataset.state === 'live'");
        await visit.Page.WaitForTimeoutAsync(1_100); // one status more, so that every figure is there
        var picture = await visit.Page.ScreenshotAsync();

        Assert.InRange(picture.Length, LeastBytes, int.MaxValue);
        if (Environment.GetEnvironmentVariable("STREAMS_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture);
        }
    }
}
