using System.Text.Json;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The audit log of a real API server under a policy, while the actions of our audit rules are done on it.</summary>
internal static class AuditActions
{
    /// <summary>The log, and the ids of the rules that fire on it.</summary>
    public static (string Log, HashSet<string> Fired) Under(string policyFile)
    {
        using var folder = new TemporaryFolder();
        using var kubernetes = ServerScript.UpOrSkip("kubernetes", "--nodes", "2", "--policy", policyFile, "--", "--allow-privileged=true");
        var (code, output) = SharedTools.Run(
            "/bin/bash",
            Checkout.PathOf("tests/Streams.EndToEnd.Tests/Deploy/audit-actions.sh"),
            kubernetes.Script,
            kubernetes.Directory,
            kubernetes["KUBE_URL"],
            kubernetes["KUBE_CA"]
        );
        Assert.True(code == 0, output);
        var log = kubernetes["KUBE_AUDIT_LOG"];
        var alerts = Path.Combine(folder.Path, "alerts.jsonl");
        (code, output) = SharedTools.Run(
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "streams.dll"),
            "replay",
            "--source",
            $"audit={log}",
            "--learning",
            "0",
            "--out",
            alerts
        );
        Assert.True(code == 0, output);
        var fired = File.ReadLines(alerts)
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Where(a => a.GetProperty("status").GetString() != "superseded")
            .Select(a => a.GetProperty("rule_id").GetString()!);
        return (File.ReadAllText(log), fired.ToHashSet(StringComparer.Ordinal));
    }
}
