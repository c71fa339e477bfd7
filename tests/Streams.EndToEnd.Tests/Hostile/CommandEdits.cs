using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Who owns a container's image chooses the names in it: of users, of the image, of programs; and how paths and arguments are spelt.</summary>
internal static class CommandEdits
{
    public static IEnumerable<Edit> All =>
        [
            Sensor("user of the container's own list", f => Replace(f, "user.name", _ => "nobody")),
            Sensor("image and container that call themselves a sensor", f =>
            {
                (f["container.image.repository"], f["container.image.tag"], f["container.name"]) = ("docker.io/falcosecurity/falco", "latest", "falco");
                return true;
            }),
            Program("program with a letter of no width in its name", n => n + "\u200b"),
            Program("program with a line break and a zero byte in its name", n => n[..Math.Min(n.Length, 6)] + "\n\0\""),
            Sensor("arguments with more blanks between", f => Replace(f, "proc.cmdline", c => c.Replace(" ", "  ", StringComparison.Ordinal))),
            Sensor("arguments with tabs between", f => Replace(f, "proc.cmdline", c => c.Replace(' ', '\t'))),
            Path("file through a process's root", p => "/proc/self/root" + p),
            Path("file with double slashes", p => p.Replace("/", "//", StringComparison.Ordinal)),
            Path("file by way of another folder", p => "/tmp/.." + p),
            Script.Objects("text of a sensor that says all is well", EventSource.Ebpf, e =>
            {
                e["output"] = "07:00:00.0: Notice all well k8s_pod_name=x container_id=000000000000";
                return true;
            }),
        ];

    /// <summary>A link gives a program another name; not the shell of the image, which a service starts under its own.</summary>
    private static Edit Program(string name, Func<string, string> change) =>
        Sensor(name, f => Replace(f, "proc.name", n => n is "sh" or "bash" or "dash" or "ash" ? n : change(n)));

    private static Edit Path(string name, Func<string, string> change) => Sensor(name, f => Replace(f, "fd.name", v => v.StartsWith('/') ? change(v) : v));

    private static bool Replace(JsonObject fields, string field, Func<string, string> change)
    {
        if (fields[field] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        fields[field] = change(value.GetValue<string>());
        return true;
    }

    /// <summary>Changes rows about processes in containers.</summary>
    private static Edit Sensor(string name, Func<JsonObject, bool> change) =>
        Script.Objects(name, EventSource.Ebpf, e =>
            e["output_fields"] is JsonObject fields && fields["container.id"]?.GetValue<string>() is not (null or "host") && change(fields)
        );
}
