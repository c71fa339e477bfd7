namespace Streams.Schemas.Entities;

/// <summary>The name by which the pods of one workload are known, of the object that controls a pod.</summary>
public static class OwnerName
{
    /// <summary>The owner's name; of a ReplicaSet and a Job without the part that is made anew with each roll-out and run.</summary>
    public static string Of(string? kind, string name) => kind is "ReplicaSet" or "Job" && name.LastIndexOf('-') is > 0 and var dash ? name[..dash] : name;
}
