using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>OpenTelemetry's semantic conventions for where a log record comes from.</summary>
internal static class OtlpOrigin
{
    /// <summary>The attributes of a resource: the collector's own. Those of a record may be an application's keys.</summary>
    public static readonly OriginName[] Resource = OriginName.Table(
        ("k8s.pod.name", Field.PodName),
        ("k8s.namespace.name", Field.Namespace),
        ("k8s.pod.uid", Field.PodUid),
        ("k8s.pod.ip", Field.PodIp),
        ("k8s.node.name", Field.NodeName),
        ("k8s.container.name", Field.ContainerName),
        ("container.id", Field.ContainerId),
        ("container.image.name", Field.ContainerImage),
        ("host.name", Field.HostName)
    );

    private static readonly OriginName[] Program = OriginName.Table(
        ("appname", Field.SyslogAppName),
        ("syslog.appname", Field.SyslogAppName),
        ("SYSLOG_IDENTIFIER", Field.SyslogAppName),
        ("syslog.identifier", Field.SyslogAppName),
        ("hostname", Field.HostName),
        ("syslog.hostname", Field.HostName),
        ("_HOSTNAME", Field.HostName),
        ("proc_id", Field.ProcessId),
        ("syslog.procid", Field.ProcessId),
        ("_PID", Field.ProcessId),
        ("_COMM", Field.ProcessName),
        ("_EXE", Field.ProcessExecutable),
        ("_UID", Field.UserId),
        ("_SYSTEMD_UNIT", Field.SystemdUnit),
        ("_TRANSPORT", Field.JournalTransport)
    );

    /// <summary>Adds what a record's attribute says of the file it was read from.</summary>
    public static void AddOfRecord(Element element, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("log.file.path"u8))
        {
            element.SetFile(value);
        }
        else if (key.SequenceEqual("log.file.name"u8))
        {
            if (element.File.IsEmpty)
            {
                element.SetFile(value);
            }
        }
        else if (key.SequenceEqual("log.iostream"u8))
        {
            OriginName.Add(element.Origin, Field.Stream, value);
            element.HasStream = element.Origin.Has(Field.Stream);
        }
        else if (key.SequenceEqual("logtag"u8))
        {
            element.Continues = value.SequenceEqual("P"u8);
        }
        else if (!element.IsOfPods)
        {
            // The syslog receiver's, and those of operators on journald: the program of a node's line.
            OriginName.AddOne(element.Origin, Program, key, value);
        }
    }
}
