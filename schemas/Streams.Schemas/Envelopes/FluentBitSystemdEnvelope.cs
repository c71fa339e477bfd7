using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Fluent Bit's systemd input with <c>Strip_Underscores</c> or <c>Lowercase</c>: the journal's fields under names of its own.</summary>
internal sealed class FluentBitSystemdEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("_hostname", Field.HostName),
        ("hostname", Field.HostName),
        ("HOSTNAME", Field.HostName),
        ("syslog_identifier", Field.SyslogAppName),
        ("SYSLOG_IDENTIFIER", Field.SyslogAppName),
        ("_pid", Field.ProcessId),
        ("pid", Field.ProcessId),
        ("PID", Field.ProcessId),
        ("_uid", Field.UserId),
        ("uid", Field.UserId),
        ("UID", Field.UserId),
        ("_comm", Field.ProcessName),
        ("comm", Field.ProcessName),
        ("COMM", Field.ProcessName),
        ("_exe", Field.ProcessExecutable),
        ("exe", Field.ProcessExecutable),
        ("EXE", Field.ProcessExecutable),
        ("_systemd_unit", Field.SystemdUnit),
        ("systemd_unit", Field.SystemdUnit),
        ("SYSTEMD_UNIT", Field.SystemdUnit),
        ("_transport", Field.JournalTransport),
        ("transport", Field.JournalTransport),
        ("TRANSPORT", Field.JournalTransport),
        ("priority", Field.SyslogPriority),
        ("PRIORITY", Field.SyslogPriority)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names(
        "_source_realtime_timestamp",
        "source_realtime_timestamp",
        "SOURCE_REALTIME_TIMESTAMP",
        "__realtime_timestamp",
        "realtime_timestamp",
        "@timestamp",
        "date",
        "time"
    );

    /// <inheritdoc/>
    public string Name => "fluent_bit_systemd";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return !outline.Has("_HOSTNAME"u8)
            && (outline.Has("MESSAGE"u8) || outline.Has("message"u8))
            && (
                (outline.Has("HOSTNAME"u8) && outline.Has("SYSLOG_IDENTIFIER"u8))
                || (outline.Has("syslog_identifier"u8) && (outline.Has("hostname"u8) || outline.Has("_hostname"u8)))
                || outline.Has("SYSTEMD_UNIT"u8)
                || outline.Has("systemd_unit"u8)
                || outline.Has("_systemd_unit"u8)
                || outline.Has("MACHINE_ID"u8)
                || outline.Has("machine_id"u8)
                || outline.Has("_machine_id"u8)
                || outline.Has("_transport"u8)
                || (outline.Has("TRANSPORT"u8) && outline.Has("HOSTNAME"u8))
                || (outline.Has("transport"u8) && outline.Has("syslog_identifier"u8))
            );
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        OriginName.Add(element, outline, 0, Names);
        element.Time = Time(outline);
        return element.TryBecome(outline.Find("MESSAGE"u8)) || element.TryBecome(outline.Find("message"u8));
    }

    private static Timestamp Time(JsonOutline outline)
    {
        foreach (var name in Times)
        {
            if (outline.Find(name.Name) is >= 0 and var node && EnvelopeTime.Of(outline, node) is { IsKnown: true } time)
            {
                return time;
            }
        }

        return Timestamp.Unknown;
    }
}
