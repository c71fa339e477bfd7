using System.Diagnostics;
using System.Text.Json;

namespace Streams.EndToEnd.Tests.Servers;

public sealed class ExecToLokiTests
{
    [Fact]
    public async Task An_exec_by_kubectl_on_a_live_API_server_is_an_alert_in_a_real_loki()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var loki = RealLoki.UpOrSkip();
        using var folder = new TemporaryFolder();
        using var service = StreamsService.Start(
            folder.Write(
                "streams.yaml",
                $$"""
                kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 2}
                state: {directory: "{{folder.Path}}/state"}
                detection: {cluster: range, lateness: {audit: 3s}, defaultLateness: 3s, timeout: 5s}
                http: {listen: "127.0.0.1:0", auditWebhook: true}
                sinks:
                  loki: {url: "{{loki.Url}}"}
                """
            )
        );
        var address = await service.ReadyAsync();
        using var kubernetes = ServerScript.UpOrSkip("kubernetes", "--nodes", "2", "--webhook", $"{address}/audit");

        await KubectlAsync(kubernetes, "run", "cart", "--image=registry.k8s.io/pause:3.10", "--restart=Never");
        await KubectlAsync(kubernetes, "wait", "--for=condition=Ready", "pod/cart", "--timeout=60s");
        await KubectlAsync(kubernetes, "exec", "cart", "--", "id");

        var found = await loki.QueryUntilAsync(
            "{job=\"streams\", source=\"audit\", cluster=\"range\"} | rule_id=\"7e2c4494-0aff-4e12-b737-467fcdacecde\" | pod=\"cart\"",
            f => f.Count > 0,
            TimeSpan.FromSeconds(40)
        );

        Assert.True(found.Count > 0, $"no alert about the exec in Loki: {service.Output}");
        using var alert = JsonDocument.Parse(found[0].Line);
        var entities = alert.RootElement.GetProperty("entities");
        Assert.Equal("cart", entities.GetProperty("pod").GetString());
        Assert.Equal("default", entities.GetProperty("namespace").GetString());
        Assert.Equal("admin", entities.GetProperty("principal").GetString());
        Assert.Contains("pods/cart/exec", alert.RootElement.GetProperty("evidence")[0].GetProperty("excerpt").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await service.StopAsync());
        Assert.Matches(@"in \d+ = events \d+", service.Output);
    }

    private static async Task KubectlAsync(ServerScript kubernetes, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/bash", [kubernetes.Script, "kubectl", kubernetes.Directory, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {output}{await error}");
    }
}
