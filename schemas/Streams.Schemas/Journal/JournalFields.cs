using Streams.Schemas.Events;

namespace Streams.Schemas.Journal;

/// <summary>Which of the journal's fields are canonical ones.</summary>
internal static class JournalFields
{
    /// <summary>The canonical field of a journal's field; false where there is none.</summary>
    public static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name.Length switch
        {
            4 when name.SequenceEqual("_PID"u8) => Field.ProcessId,
            4 when name.SequenceEqual("_EXE"u8) => Field.ProcessExecutable,
            4 when name.SequenceEqual("_UID"u8) => Field.UserId,
            5 when name.SequenceEqual("_COMM"u8) => Field.ProcessName,
            8 when name.SequenceEqual("__CURSOR"u8) => Field.JournalCursor,
            8 when name.SequenceEqual("PRIORITY"u8) => Field.SyslogPriority,
            9 when name.SequenceEqual("_HOSTNAME"u8) => Field.HostName,
            10 when name.SequenceEqual("_TRANSPORT"u8) => Field.JournalTransport,
            10 when name.SequenceEqual("SYSLOG_PID"u8) => Field.ProcessId,
            13 when name.SequenceEqual("_SYSTEMD_UNIT"u8) => Field.SystemdUnit,
            15 when name.SequenceEqual("SYSLOG_FACILITY"u8) => Field.SyslogFacility,
            17 when name.SequenceEqual("SYSLOG_IDENTIFIER"u8) => Field.SyslogAppName,
            _ => Field.Count,
        };
        return field != Field.Count;
    }
}
