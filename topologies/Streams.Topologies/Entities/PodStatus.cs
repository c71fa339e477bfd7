using System.Text.Json;

namespace Streams.Topologies.Entities;

/// <summary>What a pod's status says of its addresses, containers and end.</summary>
/// <param name="Addresses">Its own addresses; none where it shares its node's.</param>
/// <param name="ContainerIds">Without the runtime's scheme.</param>
/// <param name="HasEnded">Whether it succeeded or failed.</param>
internal sealed record PodStatus(IReadOnlyList<string> Addresses, IReadOnlyList<string> ContainerIds, bool HasEnded)
{
    private const int ShortestId = 12;

    /// <summary>The statuses of the pod as stored and of what its node reports, together.</summary>
    public static PodStatus Of(JsonElement stored, JsonElement report)
    {
        var addresses = new List<string>();
        var containers = new List<string>();
        var (sharesNode, hasEnded) = (false, false);
        foreach (var body in (ReadOnlySpan<JsonElement>)[stored, report])
        {
            sharesNode |=
                JsonPath.Object(body, "spec") is { ValueKind: JsonValueKind.Object } spec
                && spec.TryGetProperty("hostNetwork", out var host)
                && host.ValueKind == JsonValueKind.True;
            var status = JsonPath.Object(body, "status");
            sharesNode |= JsonPath.Text(status, "hostIP") is { Length: > 0 } node && node == JsonPath.Text(status, "podIP");
            hasEnded |= JsonPath.Text(status, "phase") is "Succeeded" or "Failed";
            Read(status, addresses, containers);
        }

        return new PodStatus(sharesNode ? [] : addresses, containers, hasEnded);
    }

    private static void Read(JsonElement status, List<string> addresses, List<string> containers)
    {
        Add(addresses, JsonPath.Text(status, "podIP"));
        foreach (var member in JsonPath.Members(status, "podIPs"))
        {
            Add(addresses, JsonPath.Text(member, "ip"));
        }

        foreach (var container in JsonPath.Members(status, "containerStatuses"))
        {
            if (JsonPath.Text(container, "containerID") is { } id && id.LastIndexOf('/') + 1 is var at && id.Length - at >= ShortestId)
            {
                Add(containers, id[at..]);
            }
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
