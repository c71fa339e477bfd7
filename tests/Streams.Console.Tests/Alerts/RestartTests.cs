using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Streams.Console.Tests.Support;
using Streams.EndToEnd.Tests.Servers;

namespace Streams.Console.Tests.Alerts;

[Collection("One after the other")]
public sealed class RestartTests(Chromium chromium)
{
    private const string WatchForDoubles = """
        window.doubles = 0;
        new MutationObserver(() => {
          const ids = [...document.querySelectorAll('.row')].map(row => row.dataset.id);
          window.doubles += ids.length - new Set(ids).size;
        }).observe(document, { childList: true, subtree: true });
        """;

    [Fact]
    public async Task A_page_goes_on_by_itself_when_the_service_is_killed_and_started_again_and_shows_no_alert_twice()
    {
        var browser = await chromium.OrSkipAsync();
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:{{FreePort()}}"}
            """
        );
        var input = new RecordedInput(kafka["KAFKA_BOOTSTRAP"]);
        await input.CreateTopicsAsync();
        var (before, attack) = RecordedInput.Lines(2_000, 16_000);
        using var first = StreamsService.Start(configuration);
        var address = await first.ReadyAsync();
        await using var visit = await Visit.ToAsync(browser, $"{address}/console/", script: WatchForDoubles);
        await input.PublishAsync((before, attack[..12_000]), 0, CancellationToken.None);
        await visit.UntilAsync("document.querySelectorAll('.row').length > 5", 30_000);
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");
        var chosen = await visit.Page.TextContentAsync(".detail h2");
        var shown = await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.row')].map(row => row.dataset.id)");

        first.Kill();
        await visit.UntilAsync("document.getElementById('link').dataset.state === 'lost'");
        Assert.Equal(chosen, await visit.Page.TextContentAsync(".detail h2"));
        using var second = StreamsService.Start(configuration);
        await second.ReadyAsync();
        await visit.UntilAsync("document.getElementById('link').dataset.state === 'live'", 30_000);
        await input.PublishAsync(([], attack[12_000..]), 0, CancellationToken.None);

        await visit.UntilAsync(
            $"document.querySelector('.list').getAttribute('aria-label') && Number(document.querySelector('.row').ariaSetSize) > {shown.Length}",
            30_000
        );
        var total = await SettledTotalAsync(address);
        await visit.UntilAsync(
            $"document.querySelector('.total').textContent === '{total} alerts' || document.querySelector('.total').textContent.endsWith(' of {total} alerts')"
        );
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("window.doubles"));
        Assert.Equal(chosen, await visit.Page.TextContentAsync(".detail h2"));
        Assert.DoesNotContain(visit.Errors, error => !IsOfAServiceThatIsAway(error));
    }

    /// <summary>No connection, and 503 while the second one restores its state.</summary>
    private static bool IsOfAServiceThatIsAway(string error) =>
        error.Contains("ERR_", StringComparison.Ordinal)
        || error.Contains("Failed to fetch", StringComparison.Ordinal)
        || error.Contains("503 (Service Unavailable)", StringComparison.Ordinal);

    /// <summary>How many alerts the service has, once that has not changed for two seconds.</summary>
    private static async Task<int> SettledTotalAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        for (var (last, same) = (-1, 0); ; )
        {
            using var status = JsonDocument.Parse(await client.GetStringAsync("/api/v1/status"));
            var total = status.RootElement.GetProperty("alerts").GetProperty("total").GetInt32();
            same = total == last ? same + 1 : 0;
            last = total;
            if (same == 4)
            {
                return total;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
