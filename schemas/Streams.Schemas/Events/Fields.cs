using System.Collections.Frozen;

namespace Streams.Schemas.Events;

/// <summary>The names of the canonical fields.</summary>
public static class Fields
{
    private static readonly string[] Names =
    [
        "message", "event.action", "event.outcome", "event.reason", "host.name", "stream", "partial",

        "source.ip", "source.port", "destination.ip", "destination.port", "source.mac", "destination.mac",
        "network.transport", "network.bytes", "network.type", "icmp.type", "icmp.code", "tcp.flags",
        "observer.ingress.interface.name", "observer.egress.interface.name", "netfilter.prefix",

        "dns.question.name", "dns.question.type", "dns.question.class", "dns.response_code", "dns.id", "dns.header_flags", "dns.response_bytes", "dns.duration_seconds", "dns.question.cluster",

        "user.name", "user.id", "user.target.name", "process.pid", "process.name", "process.executable", "process.command_line", "process.parent.name", "process.tty", "auth.method",
        "file.path", "group.name", "user.home", "user.shell", "user.target.id",

        "log.syslog.appname", "log.syslog.priority", "log.syslog.facility", "journal.cursor", "journal.transport", "systemd.unit", "kernel.uptime",

        "container.id", "container.name", "container.image.name", "kubernetes.pod.name", "kubernetes.pod.uid", "kubernetes.pod.ip", "kubernetes.namespace", "kubernetes.node.name",

        "http.request.method", "url.path", "url.query", "http.response.status_code", "user_agent.original",

        "audit.id", "audit.stage", "audit.level", "audit.verb", "audit.request_uri", "audit.user.name", "audit.user.groups", "audit.impersonated_user.name",
        "audit.object.resource", "audit.object.subresource", "audit.object.api_group", "audit.object.namespace", "audit.object.name", "audit.object.uid", "audit.response_code", "audit.decision", "audit.reason",
        "audit.command", "audit.token.pod_name", "audit.token.pod_uid", "audit.token.node_name", "audit.token.credential_id", "event.effect",

        "entity.conflict", "entity.conflict.pod",

        "podspec.risk", "podspec.capability", "podspec.host_path", "podspec.image", "podspec.command",

        "rule.name", "rule.priority", "rule.tag", "syscall.name", "fd.name", "fd.type",

        "source.forwarded", "tags", "event.repeated",

        "process.parent.executable", "process.parent.command_line", "process.working_directory", "destination.domain",
    ];

    private static readonly FrozenDictionary<string, Field> ByName =
        Names.Select((name, index) => (name, (Field)index)).ToFrozenDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);

    /// <summary>All canonical fields, in the order of their numbers.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a field.</summary>
    public static string Name(this Field field) => Names[(int)field];

    /// <summary>The field of a name; false where there is none.</summary>
    public static bool TryParse(string name, out Field field) => ByName.TryGetValue(name, out field);
}
