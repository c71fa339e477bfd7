namespace Streams.Connectors.Simulation.Clusters;

/// <summary>A pod while it runs.</summary>
internal sealed record Pod(Workload Workload, string Name, string Uid, Node Node, string Address, string ContainerId, string CredentialId)
{
    public bool IsGone { get; set; }

    public string Namespace => Workload.Namespace;

    /// <summary>Its interface on the node: <c>cali</c> and eleven digits of a hash, as Calico names it.</summary>
    public string Interface { get; } =
        "cali" + Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes($"{Workload.Namespace}.{Name}")))[..11];
}
