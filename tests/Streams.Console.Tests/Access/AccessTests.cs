using System.Net;
using System.Net.Http.Headers;
using Streams.Console.Tests.Support;
using Streams.Host.Configuration;

namespace Streams.Console.Tests.Access;

[Collection("One after the other")]
public sealed class AccessTests(RunningConsole running)
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Without_a_token_the_console_answers_to_loopback_names_only()
    {
        await using var console = await running.OwnAsync();
        using var client = Client(console);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status") { Headers = { Host = "attacker.example" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task With_a_token_every_call_needs_it()
    {
        await using var console = await running.OwnAsync(Token);
        using var client = Client(console);

        foreach (
            var call in (string[])["status", "alerts", "events", "history", "rules", "models", "topology", "dead-letters", "state", "state/correlate/signals"]
        )
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"/api/v1/{call}")).StatusCode);
        }

        Assert.Equal("/console/login", (await client.GetAsync("/console/")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/metrics")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token + "0");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/status")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).StatusCode);
    }

    [Fact]
    public async Task The_sign_in_form_sets_a_cookie_that_scripts_cannot_read()
    {
        await using var console = await running.OwnAsync(Token);
        using var client = Client(console);

        using var wrong = new FormUrlEncodedContent([new("token", "wrong")]);
        var refused = await client.PostAsync("/console/login", wrong);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        using var right = new FormUrlEncodedContent([new("token", Token)]);
        var cookie = Assert.Single((await client.PostAsync("/console/login", right)).Headers.GetValues("Set-Cookie"));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).StatusCode);
    }

    [Fact]
    public async Task Answers_forbid_foreign_content()
    {
        await using var console = await running.OwnAsync();
        using var client = Client(console);

        var answer = await client.GetAsync("/console/");

        Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain("http://", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/console/") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } }; // files have a tag
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/console/../appsettings.json")).StatusCode);
    }

    [Fact]
    public void A_short_token_is_refused()
    {
        Assert.Equal("token", Assert.Single(new HttpOptions { Token = "short" }.Validate()).Setting);
        Assert.Empty(new HttpOptions { Token = Token }.Validate());
    }

    private static HttpClient Client(OwnConsole console) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(console.Address) };
}
