using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Records of Linux audit as <c>audit.log</c> has them: a line, or all lines of one serial.</summary>
internal sealed class AuditdDialect : IDialect
{
    private readonly AuditdFields _record = new();

    /// <inheritdoc/>
    public string Name => "auditd";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        if (element.IsObject || !_record.TryRead(line.Span, parsed.Fields, out var time, out var type))
        {
            return Reading.None;
        }

        parsed.SetTime(time, TimeSource.Record);
        parsed.Document = line;
        parsed.Type = type;
        parsed.Fields.Replace(Field.SyslogAppName, "auditd"u8);
        parsed.Fields.Add(Field.Message, line.Span);
        return Reading.Done;
    }
}
