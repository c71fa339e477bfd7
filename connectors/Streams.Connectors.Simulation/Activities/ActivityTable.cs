namespace Streams.Connectors.Simulation.Activities;

/// <summary>All activities; a new one is a file and a row.</summary>
internal static class ActivityTable
{
    public static IReadOnlyList<IActivity> All { get; } =
    [
        new RollOuts(),
        new NodeDrains(),
        new ContentNetworks(),
        new Backups(),
        new VulnerabilityScans(),
        new GitOpsLoops(),
        new MeshProxies(),
        new CertificateOperators(),
        new OnCallShells(),
        new ContinuousIntegration(),
        new Autoscaling(),
        new ClusterSetUp(),
        new PolicyMistakes(),
        new NodeMaintenance(),
        new Scraping(),
    ];
}
