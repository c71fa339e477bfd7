using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What a syslog header says, as fields.</summary>
internal static class HeaderFields
{
    /// <summary>Adds them; what an envelope said before stays the first.</summary>
    public static void Add(in SyslogHeader header, FieldSet fields)
    {
        Text(Field.HostName, header.Host, fields);
        Text(Field.SyslogAppName, header.App, fields);
        Text(Field.ProcessName, header.App, fields);
        if (Words.TryNumber(header.ProcessId, out var process) && !fields.Has(Field.ProcessId))
        {
            fields.Add(Field.ProcessId, process);
        }

        if (header.Priority >= 0 && !fields.Has(Field.SyslogPriority))
        {
            fields.Add(Field.SyslogPriority, header.Priority & 7);
            fields.Add(Field.SyslogFacility, header.Priority >> 3);
        }
    }

    private static void Text(Field field, ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (!fields.Has(field))
        {
            fields.Add(field, text);
        }
    }
}
