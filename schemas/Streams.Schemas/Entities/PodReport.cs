namespace Streams.Schemas.Entities;

/// <summary>
/// What a pod, in the API server's form, says of its addresses, containers and end. A watch reads it from objects and audit from bodies, whole or a part; both mean the same by it.
/// </summary>
public sealed class PodReport
{
    private const int ShortestId = 12;
    private const long LeastGraceSeconds = 30;
    private const long MostGraceSeconds = 7 * 86_400;
    private readonly List<string> _addresses = [];
    private readonly List<string> _containerIds = [];
    private bool _sharesNode;

    /// <summary>Its own addresses; none where it shares its node's.</summary>
    public IReadOnlyList<string> Addresses => _sharesNode ? [] : _addresses;

    /// <summary>Without the runtime's scheme.</summary>
    public IReadOnlyList<string> ContainerIds => _containerIds;

    /// <summary>Whether it succeeded or failed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>How long a pod may take to end: what was asked for, but no less than a kubelet takes, and no more than a client may have everybody wait.</summary>
    public static long GraceSeconds(long? asked) => Math.Clamp(asked ?? LeastGraceSeconds, LeastGraceSeconds, MostGraceSeconds);

    /// <summary>How it is to run.</summary>
    public void Spec(bool isOnHostNetwork) => _sharesNode |= isOnHostNetwork;

    /// <summary>How it runs.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="hostIp">Its node's address.</param>
    /// <param name="podIp">Its first address.</param>
    public void Status(string? phase, string? hostIp, string? podIp)
    {
        _sharesNode |= hostIp is { Length: > 0 } && hostIp == podIp;
        HasEnded |= phase is "Succeeded" or "Failed";
        Address(podIp);
    }

    /// <summary>It has an address.</summary>
    public void Address(string? ip) => Add(_addresses, ip);

    /// <summary>It has a container, with the runtime's scheme before its id.</summary>
    public void Container(string? id)
    {
        if (id is not null && id.LastIndexOf('/') + 1 is var at && id.Length - at >= ShortestId)
        {
            Add(_containerIds, id[at..]);
        }
    }

    private static void Add(List<string> list, string? value)
    {
        if (value is { Length: > 0 } && !list.Contains(value))
        {
            list.Add(value);
        }
    }
}
