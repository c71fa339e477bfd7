using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Streams.Console.Tests.Support;

namespace Streams.Console.Tests.Labels;

[Collection("One after the other")]
public sealed class LabelCallTests(RunningConsole running)
{
    private const string Token = "a token of this test";

    [Fact]
    public async Task What_an_alert_was_is_said_through_the_console_and_stands_for_every_other()
    {
        var alert = Some.Alert(70_001);
        await running.PublishAsync(alert);
        await using var console = await running.OwnAsync(Token);
        using var client = ClientOf(console);
        await UntilAsync(() => Task.FromResult(console.Feed.Find(alert.Id) is not null));

        Assert.Equal("null", await client.GetStringAsync(PathOf(alert.Id)));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(PathOf(alert.Id), Json("""{"verdict":"true","note":"seen"}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(PathOf(alert.Id), Json("""{"verdict":"benign","by":"alice","note":"a drill"}"""))).StatusCode);
        await using var other = await running.OwnAsync(Token);
        using var colleague = ClientOf(other);
        await UntilAsync(async () => (await colleague.GetStringAsync(PathOf(alert.Id))).Contains("alice", StringComparison.Ordinal));

        using var said = JsonDocument.Parse(await colleague.GetStringAsync(PathOf(alert.Id)));
        Assert.Equal(
            [alert.Id, "benign", "alice", "a drill"],
            ((string[])["alert", "verdict", "by", "note"]).Select(name => said.RootElement.GetProperty(name).GetString())
        );
    }

    [Fact]
    public async Task Nothing_is_written_without_the_token_from_elsewhere_or_of_what_is_no_label()
    {
        var alert = Some.Alert(70_002);
        await running.PublishAsync(alert);
        await using var console = await running.OwnAsync(Token);
        using var client = ClientOf(console);
        using var stranger = new HttpClient { BaseAddress = new Uri(console.Address) };
        await UntilAsync(() => Task.FromResult(console.Feed.Find(alert.Id) is not null));
        var fine = """{"verdict":"benign"}""";
        using var foreign = new HttpRequestMessage(HttpMethod.Post, PathOf(alert.Id))
        {
            Content = Json(fine),
            Headers = { { "Origin", "http://example.org" } },
        };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(PathOf(alert.Id), Json(fine))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(PathOf("ffff"), Json(fine))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync(PathOf(alert.Id), new StringContent(fine))).StatusCode);
        foreach (
            var bad in (string[])
                ["", "[]", "{}", """{"verdict":"maybe"}""", """{"verdict":true}""", $$"""{"verdict":"true","note":"{{new string('x', 2_000)}}"}"""]
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(PathOf(alert.Id), Json(bad))).StatusCode);
        }

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await client.PostAsync(PathOf(alert.Id), Json($$"""{"verdict":"true","note":"{{new string('x', 100_000)}}"}"""))).StatusCode
        );
        Assert.Equal("null", await client.GetStringAsync(PathOf(alert.Id)));
    }

    private static string PathOf(string id) => $"/api/v1/alerts/{id}/label";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static HttpClient ClientOf(OwnConsole console) =>
        new() { BaseAddress = new Uri(console.Address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
