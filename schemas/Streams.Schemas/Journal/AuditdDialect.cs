using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Records of Linux audit as <c>audit.log</c> has them: a line, or lines of one serial.</summary>
internal sealed class AuditdDialect : IDialect
{
    /// <summary>Its name.</summary>
    public const string OwnName = "auditd";

    private readonly AuditdFields _record = new();

    /// <inheritdoc/>
    public string Name => OwnName;

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        if (element.IsObject || !NamedProgram.MayAudit(element, parsed) || !_record.TryRead(line.Span, parsed.Fields, out var time, out var type))
        {
            return Reading.None;
        }

        parsed.SetTime(time, TimeSource.Record);
        parsed.Document = line;
        parsed.Type = type;
        parsed.Dialect = OwnName;
        parsed.Fields.Replace(Field.SyslogAppName, "auditd"u8);
        parsed.Fields.Add(Field.Message, line.Span);
        AuditdParts.Describe(line, parsed);
        return Reading.Done;
    }
}
