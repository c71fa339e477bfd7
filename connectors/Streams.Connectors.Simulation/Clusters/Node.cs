namespace Streams.Connectors.Simulation.Clusters;

/// <summary>A machine of the cluster.</summary>
internal sealed record Node(string Name, string Address, int Number)
{
    /// <summary>Whether new pods may come to it.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Pods that were ever placed on it: addresses are used again only after all others.</summary>
    public int Placed { get; set; }
}
