namespace Streams.Topologies.Entities;

/// <summary>An alias that two pods claim at one time.</summary>
/// <param name="Kind">What is claimed.</param>
/// <param name="Holder">The pod that held it.</param>
public sealed record AliasConflict(AliasKind Kind, PodEntity Holder)
{
    /// <summary>The kind in words.</summary>
    public string Name =>
        Kind switch
        {
            AliasKind.Address => "address",
            AliasKind.Interface => "interface",
            AliasKind.Container => "container_id",
            _ => "name",
        };
}
