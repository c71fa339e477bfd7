using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Syslog lines: RFC 5424, RFC 3164, rsyslog's file format, the short forms of journalctl. Who wrote them is the line's own word.</summary>
internal sealed class SyslogDialect(ParserOptions options) : IDialect
{
    /// <inheritdoc/>
    public string Name => "syslog";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var clock = new SyslogClock(options, element.Time == EventTime.None ? element.Record.AppendTime : element.Time);
        if (element.IsObject || !SyslogHeader.TryRead(line.Span, in clock, out var header) || header.IsForeign)
        {
            return Reading.None;
        }

        parsed.Document = line;
        if (!header.IsExact)
        {
            parsed.SetTime(element.Time, TimeSource.Envelope);
        }

        parsed.SetTime(header.Time, TimeSource.Header);
        HeaderFields.Add(in header, parsed.Fields);
        ProgramMessage.Describe(header.Message, parsed);
        return Reading.Done;
    }
}
