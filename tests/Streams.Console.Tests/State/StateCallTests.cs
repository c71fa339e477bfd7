using System.Net;
using System.Text.Json;
using Streams.Console.Tests.Support;

namespace Streams.Console.Tests.State;

[Collection("One after the other")]
public sealed class StateCallTests(RunningConsole running)
{
    [Fact]
    public async Task The_committed_state_of_every_stage_is_listed_and_found_by_prefix()
    {
        await using var console = await running.OwnAsync();
        using var client = new HttpClient { BaseAddress = new Uri(console.Address) };

        using var tables = JsonDocument.Parse(await client.GetStringAsync("/api/v1/state"));
        var filled = tables.RootElement.EnumerateArray().Where(t => t.GetProperty("entries").GetInt64() > 1).ToArray();
        Assert.Equal(["correlate", "normalise", "observe"], filled.Select(t => t.GetProperty("stage").GetString()).Distinct().Order(StringComparer.Ordinal));
        foreach (var table in filled)
        {
            var path = $"/api/v1/state/{table.GetProperty("stage")}/{table.GetProperty("store")}";
            using var all = JsonDocument.Parse(await client.GetStringAsync(path));
            var entry = all.RootElement.GetProperty("entries")[0];
            var key = entry.GetProperty("key").GetString()!; // our stages' keys are text
            Assert.True(entry.TryGetProperty("value", out _), entry.ToString());
            using var one = JsonDocument.Parse(await client.GetStringAsync($"{path}?prefix={Uri.EscapeDataString(key)}&limit=1"));
            Assert.Equal(key, Assert.Single(one.RootElement.GetProperty("entries").EnumerateArray()).GetProperty("key").GetString());
            using var first = JsonDocument.Parse(await client.GetStringAsync($"{path}?limit=-5"));
            Assert.Single(first.RootElement.GetProperty("entries").EnumerateArray());
            Assert.True(first.RootElement.GetProperty("more").GetBoolean());
        }
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_404_and_an_unknown_prefix_is_empty()
    {
        await using var console = await running.OwnAsync();
        using var client = new HttpClient { BaseAddress = new Uri(console.Address) };
        using var tables = JsonDocument.Parse(await client.GetStringAsync("/api/v1/state"));
        var table = tables.RootElement.EnumerateArray().First(t => t.GetProperty("stage").GetString() == "correlate");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/state/correlate/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/state/nothing/{table.GetProperty("store")}")).StatusCode);
        using var none = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/state/correlate/{table.GetProperty("store")}?prefix=no%20such%20key"));
        Assert.Empty(none.RootElement.GetProperty("entries").EnumerateArray());
        Assert.False(none.RootElement.GetProperty("more").GetBoolean());
    }
}
