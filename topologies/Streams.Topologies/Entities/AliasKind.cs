namespace Streams.Topologies.Entities;

/// <summary>What kind of name an alias is.</summary>
public enum AliasKind : byte
{
    /// <summary>An address of the pod's own; used again once its pod has ended, which need not have been seen.</summary>
    Address,

    /// <summary><c>namespace/name</c>; used again once its pod is gone.</summary>
    Name,

    /// <summary>The node's end of its network pair: a hash of namespace and name, of which a client may look for a second one.</summary>
    Interface,

    /// <summary>A container's id, never used again.</summary>
    Container,
}
