using System.Net;
using System.Text;
using System.Text.Json;
using Serilog;
using Serilog.Sinks.Grafana.Loki;
using Streams.EndToEnd.Tests.Servers;

namespace Streams.Connectors.SerilogLoki.Tests;

/// <summary><c>WriteTo.GrafanaLoki</c> as code that is written for Serilog.Sinks.Grafana.Loki calls it.</summary>
public sealed class GrafanaLokiTests
{
    [Fact]
    public async Task A_real_Loki_has_each_event_with_its_labels_level_and_properties()
    {
        using var loki = RealLoki.UpOrSkip();
        await using (
            var log = new LoggerConfiguration()
                .MinimumLevel.Verbose()
                .WriteTo.GrafanaLoki(
                    loki.Url.AbsoluteUri,
                    labels: [new LokiLabel { Key = "app", Value = "streams" }],
                    propertiesAsLabels: ["stage"],
                    credentials: new LokiCredentials { Login = "u", Password = "p" }
                )
                .CreateLogger()
        )
        {
            log.ForContext("stage", "correlate").Warning("{Count} alerts of {Rule}", 3, "r1");
            log.Error(new InvalidOperationException("broken"), "It failed");
        }

        var found = await loki.QueryUntilAsync("{app=\"streams\"}", f => f.Count >= 2, TimeSpan.FromMinutes(1));

        var warning = Assert.Single(found, f => f.Labels.GetValueOrDefault("stage") == "correlate");
        using var line = JsonDocument.Parse(warning.Line);
        Assert.Equal("warn", warning.Labels["detected_level"]);
        Assert.Equal("3 alerts of \"r1\"", line.RootElement.GetProperty("Message").GetString());
        Assert.Equal(3, line.RootElement.GetProperty("Count").GetInt32());
        var error = Assert.Single(found, f => !f.Labels.ContainsKey("stage"));
        Assert.Equal("error", error.Labels["detected_level"]);
        Assert.Contains("InvalidOperationException: broken", error.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Loki_that_is_busy_gets_the_events_again_with_tenant_and_credentials()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var log = new LoggerConfiguration()
            .WriteTo.GrafanaLoki(
                $"http://127.0.0.1:{port}",
                credentials: new LokiCredentials { Login = "u", Password = "p" },
                tenant: "t1",
                period: TimeSpan.FromMilliseconds(50)
            )
            .CreateLogger();
        log.Information("once");

        var refused = await TakeAsync(listener, HttpStatusCode.ServiceUnavailable);
        var taken = await TakeAsync(listener, HttpStatusCode.NoContent);
        await log.DisposeAsync();

        Assert.Equal(refused.Body, taken.Body);
        Assert.Contains("once", taken.Body, StringComparison.Ordinal);
        Assert.Equal(("t1", $"Basic {Convert.ToBase64String("u:p"u8)}"), (taken.Tenant, taken.Authorization));
    }

    private static async Task<(string Body, string? Tenant, string? Authorization)> TakeAsync(HttpListener listener, HttpStatusCode answer)
    {
        var call = await listener.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(2));
        using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        call.Response.StatusCode = (int)answer;
        call.Response.Close();
        return (body, call.Request.Headers["X-Scope-OrgID"], call.Request.Headers["Authorization"]);
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
