using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>
/// Helm, and (<see cref="Up"/>) a real API server with three simulated nodes, our small definitions of others' kinds, and a namespace <c>streams</c> that enforces <c>restricted</c>.
/// </summary>
internal sealed class ClusterStand : IDisposable
{
    private readonly string _run = SharedTools.PathOrSkip("servers/run");
    private ServerScript? _kubernetes;

    /// <summary>With the API server; skips the calling test where there is none.</summary>
    public static ClusterStand Up()
    {
        var stand = new ClusterStand { _kubernetes = ServerScript.UpOrSkip("kubernetes", "--nodes", "3", "--", "--allow-privileged=true") };
        stand.Prepare();
        return stand;
    }

    public TemporaryFolder Folder { get; } = new();

    public string Kubectl(params string[] arguments)
    {
        var (code, output) = SharedTools.Run("/bin/bash", [_kubernetes!.Script, "kubectl", _kubernetes.Directory, .. arguments]); // only after Up
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public string Helm(params string[] arguments)
    {
        var (code, output) = RunHelm(arguments);
        Assert.True(code == 0, $"helm {string.Join(' ', arguments)}: {output}");
        return output;
    }

    /// <summary>What Helm says where it refuses.</summary>
    public string HelmFails(params string[] arguments)
    {
        var (code, output) = RunHelm(arguments);
        Assert.True(code != 0, $"helm {string.Join(' ', arguments)} passed: {output}");
        return output;
    }

    public void Dispose()
    {
        _kubernetes?.Dispose();
        Folder.Dispose();
    }

    private void Prepare()
    {
        Kubectl("apply", "-f", Checkout.PathOf("tests/Streams.EndToEnd.Tests/Deploy/crds.yaml"));
        Kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
        Kubectl("create", "namespace", "streams-open");
        Kubectl("create", "namespace", "streams");
        Kubectl("label", "namespace", "streams", "pod-security.kubernetes.io/enforce=restricted", "pod-security.kubernetes.io/warn=restricted");
    }

    /// <summary>Helm says that it followed the chart's links into deploy/; that is no output.</summary>
    private (int Code, string Output) RunHelm(string[] arguments)
    {
        var (code, output) = SharedTools.Run(
            "/usr/bin/env",
            [$"KUBECONFIG={_kubernetes?["KUBECONFIG"] ?? "/dev/null"}", $"HELM_CACHE_HOME={Folder.Path}", "/bin/bash", _run, "helm", .. arguments]
        );
        return (code, string.Join('\n', output.Split('\n').Where(l => !l.StartsWith("level=INFO", StringComparison.Ordinal))));
    }
}
