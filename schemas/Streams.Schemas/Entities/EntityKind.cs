namespace Streams.Schemas.Entities;

/// <summary>What an event can be about. The number is on the wire: append only.</summary>
public enum EntityKind : byte
{
    Cluster = 0,
    Node = 1,
    Namespace = 2,
    Pod = 3,
    PodUid = 4,
    ContainerId = 5,

    /// <summary><c>namespace/owner</c>: the pod's owner chain, else its name without the hashes.</summary>
    Workload = 6,

    /// <summary>The authenticated Kubernetes user, service accounts included.</summary>
    Principal = 7,

    /// <summary>A user of the operating system.</summary>
    User = 8,
    SourceIp = 9,

    /// <summary><c>address:port</c>.</summary>
    Destination = 10,
    DestinationIp = 11,
    CredentialId = 12,

    /// <summary>The registered domain of a DNS question.</summary>
    Domain = 13,

    /// <summary><c>outbound</c>, <c>inbound</c> or <c>internal</c>; computed, not shown in alerts.</summary>
    Direction = 14,

    /// <summary><c>cluster</c> or <c>outside</c>; computed, not shown in alerts.</summary>
    DnsScope = 15,

    /// <summary>The workload that holds a flow's destination address; not shown in alerts.</summary>
    DestinationWorkload = 16,

    /// <summary>The client program as it names itself: a claim, but a change of it is news.</summary>
    Agent = 17,
}
