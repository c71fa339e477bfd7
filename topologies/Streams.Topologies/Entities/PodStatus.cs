using System.Text.Json;
using Streams.Schemas.Entities;

namespace Streams.Topologies.Entities;

/// <summary>A pod's report out of the bodies of an audit event.</summary>
internal static class PodStatus
{
    /// <summary>The pod as stored and what its node reports, together.</summary>
    public static PodReport Of(JsonElement stored, JsonElement report)
    {
        var read = new PodReport();
        Read(stored, read);
        Read(report, read);
        return read;
    }

    private static void Read(JsonElement body, PodReport report)
    {
        report.Spec(
            JsonPath.Object(body, "spec") is { ValueKind: JsonValueKind.Object } spec
                && spec.TryGetProperty("hostNetwork", out var host)
                && host.ValueKind == JsonValueKind.True
        );
        var status = JsonPath.Object(body, "status");
        report.Status(JsonPath.Text(status, "phase"), JsonPath.Text(status, "hostIP"), JsonPath.Text(status, "podIP"));
        foreach (var member in JsonPath.Members(status, "podIPs"))
        {
            report.Address(JsonPath.Text(member, "ip"));
        }

        foreach (var container in JsonPath.Members(status, "containerStatuses"))
        {
            report.Container(JsonPath.Text(container, "containerID"));
        }
    }
}
