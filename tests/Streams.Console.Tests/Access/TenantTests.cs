using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Streams.Console.Tests.Support;
using Streams.Host.Configuration;
using Streams.Host.WebConsole.Alerts;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Console.Tests.Access;

/// <summary>A tenant sees the alerts of its namespaces, and of nothing else.</summary>
[Collection("One after the other")]
public sealed class TenantTests(RunningConsole running)
{
    private const string All = "0123456789abcdef0123456789abcdef";
    private const string Own = "fedcba9876543210fedcba9876543210";

    [Fact]
    public async Task A_tenants_token_opens_its_alerts_and_no_other_call()
    {
        await using var console = await running.OwnAsync(Options());
        using var client = Client(console, Own);

        foreach (
            var call in (string[])
                ["history", "rules", "topology", "dead-letters", "state", "state/correlate/signals", "events/raw.audit/0/0", "alerts/", "ALERTS", "anything"]
        )
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/api/v1/{call}")).StatusCode);
        }

        using var alerts = JsonDocument.Parse(await client.GetStringAsync("/api/v1/alerts"));
        Assert.All(alerts.RootElement.GetProperty("alerts").EnumerateArray(), a =>
            Assert.Equal("payments", a.GetProperty("alert").GetProperty("entities").GetProperty("namespace").GetString())
        );
        using var status = JsonDocument.Parse(await client.GetStringAsync("/api/v1/status"));
        Assert.Empty(status.RootElement.GetProperty("sources").EnumerateArray());
        Assert.False(status.RootElement.TryGetProperty("alerts", out _));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/console/")).StatusCode);

        using var all = Client(console, All);
        Assert.Equal(HttpStatusCode.OK, (await all.GetAsync("/api/v1/dead-letters")).StatusCode);
        using var everything = JsonDocument.Parse(await all.GetStringAsync("/api/v1/alerts"));
        Assert.True(everything.RootElement.GetProperty("alerts").GetArrayLength() > alerts.RootElement.GetProperty("alerts").GetArrayLength());
        using var stranger = Client(console, Own + "0");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/alerts")).StatusCode);
    }

    [Fact]
    public void An_alert_that_speaks_of_another_namespace_a_node_or_what_is_not_named_is_shown_to_no_tenant()
    {
        var tenant = new Tenant("shop", Own, new HashSet<string> { "shop" });
        var alert = Some.Alert(1);
        Assert.True(Sees(alert));

        Assert.False(Sees(alert with { Entities = Entities(EntityKind.Namespace, "pay") }));
        Assert.False(Sees(alert with { Entities = new EntitySet { [EntityKind.Node] = "node-1" } }));
        Assert.False(Sees(alert with { Entities = Entities(EntityKind.DestinationWorkload, "pay/db") }));
        Assert.False(Sees(alert with { Sources = [EventSource.Audit, EventSource.Journal] }));
        Assert.False(
            Sees(alert with { EntityValues = [new EntityValues(EntityKind.Namespace, [new CountedValue("shop", 1), new CountedValue("pay", 1)], 0)] })
        );
        Assert.False(Sees(alert with { EntityValues = [new EntityValues(EntityKind.Namespace, [new CountedValue("shop", 1)], 1)] }));
        Assert.False(Sees(alert with { Storm = alert.Id }));

        bool Sees(Alert shown) => tenant.Sees(AlertNamespaces.Of(shown));
    }

    [Fact]
    public void A_page_of_a_tenant_is_sent_its_alerts_alone_and_the_status_of_tenants()
    {
        var feed = new AlertFeed("epoch1");
        feed.MarkLoaded();
        using var client = feed.Join(null, new Tenant("pay", Own, new HashSet<string> { "pay" }))!; // there is room
        feed.Put(Some.Alert(1));
        feed.Put(Some.Alert(2) with { Entities = new EntitySet { [EntityKind.Namespace] = "pay" } });
        feed.Broadcast("event: all"u8.ToArray(), "event: tenants"u8.ToArray());

        var frames = new List<string>();
        while (client.Frames.TryRead(out var frame))
        {
            frames.Add(System.Text.Encoding.UTF8.GetString(frame.Span).Split('\n')[0]);
        }

        Assert.Equal(["event: hello", "event: alert", "event: tenants"], frames);
        Assert.Single(feed.Page(long.MaxValue, 10, new Tenant("pay", Own, new HashSet<string> { "pay" })).Entries);
    }

    [Theory]
    [InlineData("short", "pay", All, "tenantTokens")]
    [InlineData(Own, "", All, "tenants")]
    [InlineData(All, "pay", All, "tenantTokens")]
    [InlineData(Own, "pay", "", "token")]
    public void What_would_not_say_who_sees_what_is_an_error(string own, string namespaces, string all, string setting)
    {
        var options = new HttpOptions
        {
            Token = all,
            Tenants = new() { ["pay"] = namespaces },
            TenantTokens = new() { ["pay"] = own },
        };

        Assert.Contains(setting, options.Validate().Select(e => e.Setting));
    }

    private static EntitySet Entities(EntityKind kind, string value) =>
        new() { [EntityKind.Namespace] = kind == EntityKind.Namespace ? value : "shop", [kind] = value };

    private static HttpOptions Options() =>
        new()
        {
            Listen = "127.0.0.1:0",
            Token = All,
            Tenants = new() { ["payments"] = "payments" },
            TenantTokens = new() { ["payments"] = Own },
        };

    private static HttpClient Client(OwnConsole console, string token) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(console.Address),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
}
