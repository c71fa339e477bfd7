namespace Streams.Schemas.Entities;

/// <summary>Who vouches for a fact: what a lower one says never takes the place of what a higher one said. The number is on the wire: append only.</summary>
public enum FactRank : byte
{
    /// <summary>Written before facts had a rank.</summary>
    Unranked = 0,

    /// <summary>The API server accepted a request that names the pod; nothing more of its answer was recorded.</summary>
    Named = 1,

    /// <summary>A shipper's or sensor's own block beside what it ships.</summary>
    Shipped = 2,

    /// <summary>What the API server stored, by its answer.</summary>
    Decided = 3,

    /// <summary>The kubelet of the pod's node said so, under the node's own identity.</summary>
    Reported = 4,
}
