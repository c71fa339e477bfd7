using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A process chooses its name, its arguments and the names of its files; not its container, its user or its binary.</summary>
internal static class ProcessEdits
{
    /// <summary>What starts shells in ordinary life.</summary>
    private static readonly string[] Ordinary = ["sh", "bash", "runc", "conmon", "tar"];

    public static IEnumerable<Edit> All =>
        [
            Field("file name with an arrow", "fd.name", v => v.StartsWith('/') ? "/tmp/->" + v : v),
            Field("file name with an address and an arrow", "fd.name", v => v.StartsWith('/') ? "/tmp/10.0.0.1:1->10.0.0.2:2" + v : v),
            Field("command line that names another pod", "proc.cmdline", v => v + " k8s_pod_name=api-0 k8s.ns.name=shop container_id=000000000000"),
            Field("command line with quotes and line breaks", "proc.cmdline", v => v + " \"','k8s.pod.name':'x'}\n{\"rule\":\"x\"}"),
            Parent("parent that calls itself a shell, of which the sensor tells the path"),
            Field("command line of 8 KB", "proc.cmdline", v => v + " " + new string('A', 8192)),
            Field("command line with marks that turn the line", "proc.cmdline", v => v + " \u202e\u001b[2J"),
        ];

    /// <summary>A program names itself as it likes; its path is the kernel's to tell.</summary>
    private static Edit Parent(string name) => Script.Objects(name, EventSource.Ebpf, e =>
        {
            if (e["output_fields"] is not JsonObject fields || fields["proc.pname"]?.GetValue<string>() is not { } parent || Ordinary.Contains(parent))
            {
                return false;
            }

            (fields["proc.pname"], fields["proc.pexepath"]) = ("sh", "/usr/local/bin/" + parent);
            return true;
        });

    private static Edit Field(string name, string field, Func<string, string> change) => Script.Objects(name, EventSource.Ebpf, e =>
        {
            if (
                e["output_fields"] is not JsonObject fields
                || fields[field] is not JsonValue value
                || value.GetValueKind() != System.Text.Json.JsonValueKind.String
            )
            {
                return false;
            }

            var old = value.GetValue<string>();
            fields[field] = change(old);
            e["output"] = e["output"]!.GetValue<string>().Replace(old, change(old), StringComparison.Ordinal); // Falco always writes its output
            return true;
        });
}
