using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>Sigma's logsources as sources and event types of ours.</summary>
internal static class Logsources
{
    private static readonly (string? Category, string? Product, string? Service, EventSource[] Sources, Func<ParsedEvent, bool>? Accepts)[] Table =
    [
        (null, "kubernetes", "audit", [EventSource.Audit], null),
        ("dns", null, null, [EventSource.Dns], e => e.Type == EventType.Query),
        ("firewall", null, null, [EventSource.Kernel], e => e.Type == EventType.Flow),
        ("webserver", null, null, [EventSource.Container], e => e.Type == EventType.Access),
        ("process_creation", "linux", null, [EventSource.Ebpf], e => e.Type == EventType.Process),
        ("network_connection", "linux", null, [EventSource.Ebpf], e => e.Type == EventType.Network),
        ("file_event", "linux", null, [EventSource.Ebpf], e => e.Type == EventType.File),
        (null, "falco", null, [EventSource.Ebpf], null),
        (null, "kubernetes", "container", [EventSource.Container], null),
        (null, "linux", "netfilter", [EventSource.Kernel], e => e.Type == EventType.Flow),
        (null, "linux", "journald", [EventSource.Journal], null),
        (null, "linux", "auth", [EventSource.Journal], e => e.Type is EventType.Login or EventType.Sudo or EventType.Session or EventType.UserChange),
        (null, "linux", "sshd", [EventSource.Journal], e => e.Fields.Text(Field.SyslogAppName).SequenceEqual("sshd"u8)),
        (null, "linux", "sudo", [EventSource.Journal], e => e.Type == EventType.Sudo),
        (null, "linux", "cron", [EventSource.Journal], e => e.Type == EventType.Cron),
        (null, "linux", "systemd", [EventSource.Journal], e => e.Type == EventType.Unit),
    ];

    /// <summary>The logsource of a rule; one that names nothing of ours accepts nothing.</summary>
    public static Logsource Of(string? category, string? product, string? service)
    {
        string?[] names = [category, product, service];
        foreach (var row in Table)
        {
            if (Fits(row.Category, category) && Fits(row.Product, product) && Fits(row.Service, service))
            {
                return new Logsource(names, row.Sources, row.Accepts);
            }
        }

        return new Logsource(names, [], null);
    }

    private static bool Fits(string? row, string? rule) => row is null || string.Equals(row, rule, StringComparison.OrdinalIgnoreCase);
}
