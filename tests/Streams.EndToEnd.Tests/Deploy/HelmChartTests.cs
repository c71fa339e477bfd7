using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The chart on a real API server, with simulated nodes in the place of kubelets, in a namespace that enforces <c>restricted</c>.</summary>
public sealed class HelmChartTests
{
    private const string Volume = """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: state-NUMBER}
        spec: {capacity: {storage: 10Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /nowhere}}
        ---

        """;

    private static readonly string Chart = Checkout.PathOf("deploy/helm/streams");

    [Fact]
    public void With_no_values_it_makes_at_least_eight_objects_and_names_what_is_missing()
    {
        using var stand = new ClusterStand();
        var rendered = stand.Helm("template", "s", Chart, "-n", "streams");

        Assert.True(rendered.Split('\n').Count(l => l.StartsWith("kind: ", StringComparison.Ordinal)) >= 8, rendered);
        var notes = stand.Helm("install", "s", Chart, "-n", "streams", "--dry-run=client");
        Assert.Contains("kafka.bootstrap is the default", notes, StringComparison.Ordinal);
        Assert.Contains("loki.url is empty", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_wrong_is_refused_by_the_schema()
    {
        using var stand = new ClusterStand();

        Assert.Contains("replica", stand.HelmFails("template", "s", Chart, "--set", "replica=2"), StringComparison.Ordinal);
        Assert.Contains("bootstrap", stand.HelmFails("template", "s", Chart, "--set", "kafka.bootstrap=nohost"), StringComparison.Ordinal);
        Assert.Contains(
            "autoscaling.maxReplicas is 9 and kafka.rawPartitions 4",
            stand.HelmFails("template", "s", Chart, "--set", "autoscaling.kind=hpa,autoscaling.maxReplicas=9"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_value_set_passes_lint_and_the_servers_dry_run()
    {
        using var stand = ClusterStand.Up();
        var sets = Directory.GetFiles(Path.Combine(Chart, "ci"), "*.yaml");

        Assert.True(sets.Length >= 8);
        foreach (var set in sets)
        {
            stand.Helm("lint", Chart, "-f", set);
            var file = stand.Folder.Write("rendered.yaml", stand.Helm("template", "s", Chart, "-n", "streams", "-f", set));
            var answer = stand.Kubectl("apply", "--dry-run=server", "-n", "streams", "-f", file);
            Assert.DoesNotContain("Warning", answer, StringComparison.Ordinal); // Pod Security says what it would refuse
        }
    }

    [Fact]
    public void Installed_its_pods_run_and_an_upgrade_and_a_rollback_are_clean()
    {
        using var stand = ClusterStand.Up();
        stand.Kubectl(
            "apply",
            "-f",
            stand.Folder.Write("volumes.yaml", string.Concat(Enumerable.Range(0, 3).Select(i => Volume.Replace("NUMBER", $"{i}", StringComparison.Ordinal))))
        );
        var values = Path.Combine(Chart, "ci", "minimal.yaml");

        stand.Helm("install", "s", Chart, "-n", "streams", "-f", values, "--wait", "--timeout", "90s");
        Assert.Equal("2", stand.Kubectl("get", "statefulset", "s-streams", "-n", "streams", "-o", "jsonpath={.status.readyReplicas}"));
        Assert.Equal("s-streams-0 s-streams-1", stand.Kubectl("get", "pods", "-n", "streams", "-o", "jsonpath={.items[*].metadata.name}"));
        Assert.Equal("Bound Bound", stand.Kubectl("get", "pvc", "-n", "streams", "-o", "jsonpath={.items[*].status.phase}"));

        stand.Helm(
            "upgrade",
            "s",
            Chart,
            "-n",
            "streams",
            "-f",
            values,
            "--set",
            "replicas=3",
            "--set",
            "detection.learning=60s",
            "--wait",
            "--timeout",
            "90s"
        );
        Assert.Equal("3", stand.Kubectl("get", "statefulset", "s-streams", "-n", "streams", "-o", "jsonpath={.status.readyReplicas}"));
        Assert.Contains("learning: 60s", stand.Kubectl("get", "configmap", "s-streams", "-n", "streams", "-o", "jsonpath={.data}"), StringComparison.Ordinal);

        stand.Helm("rollback", "s", "1", "-n", "streams", "--wait", "--timeout", "90s");
        Assert.Equal("2", stand.Kubectl("get", "statefulset", "s-streams", "-n", "streams", "-o", "jsonpath={.spec.replicas}"));
        Assert.DoesNotContain("learning", stand.Kubectl("get", "configmap", "s-streams", "-n", "streams", "-o", "jsonpath={.data}"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_it_renders_is_one_that_the_program_takes()
    {
        using var stand = new ClusterStand();
        foreach (var set in Directory.GetFiles(Path.Combine(Chart, "ci"), "*.yaml"))
        {
            var rendered = stand.Helm("template", "s", Chart, "-f", set, "-s", "templates/configmap.yaml");
            var text = rendered[(rendered.IndexOf("streams.yaml: |\n", StringComparison.Ordinal) + "streams.yaml: |\n".Length)..];
            var rulesKey = stand.Folder.Write(
                "rules.pub",
                Regex
                    .Match(rendered, "-----BEGIN PUBLIC KEY-----.*END PUBLIC KEY-----", RegexOptions.Singleline)
                    .Value.Replace("\n    ", "\n", StringComparison.Ordinal)
            );
            var file = stand.Folder.Write(
                "streams.yaml",
                text.Replace("rules: /etc/streams/rules", "rules: \"\"", StringComparison.Ordinal)
                    .Replace("/etc/streams/rules.pub", rulesKey, StringComparison.Ordinal)
            );

            // The chart gives tokens from secrets to the process, not to its file.
            string[] tokens = File.ReadAllText(set).Contains("tokenSecret", StringComparison.Ordinal)
                ? ["STREAMS__HTTP__TOKEN=0123456789abcdef0123456789abcdef", "STREAMS__HTTP__AUDITTOKEN=0123456789abcdef0123456789abcdef"]
                : [];
            var (code, output) = SharedTools.Run(
                "env",
                [.. tokens, "dotnet", Path.Combine(AppContext.BaseDirectory, "streams.dll"), "config", "check", "--config", file]
            );

            Assert.True(code == 0, $"{set}: {output}");
        }
    }

    [Fact]
    public void Manifests_beside_the_chart_pass_the_servers_dry_run()
    {
        using var stand = ClusterStand.Up();

        stand.Kubectl("apply", "--dry-run=server", "-f", Checkout.PathOf("deploy/shippers/calico/log-flows.yaml"));
        stand.Kubectl("apply", "--dry-run=server", "-n", "streams-open", "-f", Checkout.PathOf("deploy/kind/backends.yaml"));
        Assert.Contains("kernel-log", stand.Kubectl("apply", "--dry-run=server", "-f", Checkout.PathOf("deploy/kind/kernel.yaml")), StringComparison.Ordinal);
    }
}
