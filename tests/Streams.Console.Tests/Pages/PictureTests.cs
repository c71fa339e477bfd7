using Microsoft.Playwright;
using Streams.Console.Tests.Support;

namespace Streams.Console.Tests.Pages;

/// <summary>Every page as a picture; kept where STREAMS_PICTURES names a folder (docs/images).</summary>
[Collection("One after the other")]
public sealed class PictureTests(RunningConsole running, Chromium chromium)
{
    private const int LeastBytes = 8_000;

    [Theory]
    [InlineData("console-sources", "#/sources", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-topology", "#/topology", 1440, 900, ColorScheme.Dark, "")]
    [InlineData("console-alerts", "#/alerts", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-alert", "#/alerts?q=pod:api", 1440, 900, ColorScheme.Dark, "Secrets read, then a connection")]
    [InlineData("console-rules", "#/rules", 1440, 900, ColorScheme.Light, "")]
    [InlineData("console-dead-letters", "#/dead-letters", 1440, 900, ColorScheme.Dark, "")]
    [InlineData("console-phone-alerts", "#/alerts", 360, 740, ColorScheme.Light, "")]
    [InlineData("console-phone-alert", "#/alerts?q=%22secrets%20read%22", 360, 740, ColorScheme.Dark, "Secrets read, then a connection")]
    public async Task A_page_gives_a_picture(string name, string hash, int width, int height, ColorScheme scheme, string opened)
    {
        await using var visit = await Visit.ToAsync(await chromium.OrSkipAsync(), running.Address + hash, width, height, scheme);
        await visit.UntilAsync("document.querySelector('.row, .plot .line[d], .node, .rules tbody tr, .letters li')");
        if (opened.Length > 0)
        {
            await visit.Page.ClickAsync($".row:has-text(\"{opened}\") >> nth=0");
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
