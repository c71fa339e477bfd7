using Streams.Schemas.Dialects;
using Streams.Schemas.Ebpf;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Auditbeat's documents of log-ins, sessions and accounts: the same events as auditd's own records.</summary>
internal sealed class AuditbeatUserDialect : ObjectDialect
{
    /// <inheritdoc/>
    public override string Name => AuditbeatDialect.OwnName;

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (NamedProgram.IsNamed(element, parsed) || !AuditbeatDialect.IsOne(outline) || !AuditbeatDialect.IsOfUser(outline))
        {
            return Reading.None;
        }

        // What an envelope of the journal says of the writer is here the process that the record is about.
        var (fields, audit) = (parsed.Fields, outline.Find("auditd"u8));
        var host = fields.Text(Field.HostName).ToArray();
        fields.Clear();
        fields.Add(Field.HostName, host);
        AuditbeatDialect.Describe(outline, fields);
        var executable = outline.Text(outline.Find(outline.Find("process"u8), "executable"u8));
        fields.Add(Field.ProcessExecutable, executable);
        fields.Add(Field.ProcessName, ProcessFields.Base(executable));
        // The command is the one that sudo was told; the process' own is sudo's.
        fields.Add(Field.ProcessCommandLine, outline.Text(outline.Find(outline.Find(audit, "data"u8), "cmd"u8)));
        var account = outline.Text(outline.Find(outline.Find(audit, "data"u8), "acct"u8));
        fields.Add(Field.UserName, account.IsEmpty ? outline.Text(outline.Find(outline.Find("user"u8), "name"u8)) : account);
        IpAddress.TryAdd(fields, Field.SourceIp, outline.Text(outline.Find(outline.Find("source"u8), "ip"u8)));
        fields.Add(Field.SystemdUnit, outline.Text(outline.Find(outline.Find(audit, "data"u8), "unit"u8)));
        fields.Add(Field.SyslogAppName, "auditd"u8);
        Span<byte> kind = stackalloc byte[32];
        var told = outline.Text(outline.Find(audit, "message_type"u8));
        kind = kind[..Math.Min(told.Length, kind.Length)];
        for (var i = 0; i < kind.Length; i++)
        {
            kind[i] = told[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(told[i] - 32) : told[i];
        }

        parsed.Type = AuditdRecord.TypeOf(kind, fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("@timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }
}
