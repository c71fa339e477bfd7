namespace Streams.Topologies.Entities;

/// <summary>A workload's name from its pod's, where the owner is not known: the name without what controllers append.</summary>
public static class WorkloadName
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int PodSuffix = 5;

    /// <summary>
    /// Takes off the pod's random suffix (5 characters of Kubernetes' vowel-less alphabet), then a pod-template hash (6 to 10 of it),
    /// else an ordinal or a job's number.
    /// </summary>
    public static string Of(string pod)
    {
        var name = pod.AsSpan();
        var dash = name.LastIndexOf('-');
        if (dash > 0 && name.Length - dash - 1 == PodSuffix && IsRandom(name[(dash + 1)..]))
        {
            name = name[..dash];
            dash = name.LastIndexOf('-');
            if (dash > 0 && name.Length - dash - 1 is >= 6 and <= 10 && IsRandom(name[(dash + 1)..]))
            {
                return name[..dash].ToString();
            }
        }

        return dash > 0 && name[(dash + 1)..].ContainsAnyExceptInRange('0', '9') is false ? name[..dash].ToString() : name.ToString();
    }

    private static bool IsRandom(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Alphabet);
}
