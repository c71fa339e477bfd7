using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Syslog lines: RFC 5424, RFC 3164, rsyslog's file format, the short forms of journalctl. Who wrote them is the line's own word.</summary>
internal sealed class SyslogDialect(ParserOptions options) : IDialect
{
    private readonly AuditdFields _audit = new();

    /// <inheritdoc/>
    public string Name => "syslog";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var clock = new SyslogClock(options, !element.Time.IsKnown ? element.Record.AppendTime : element.Time);
        if (
            element.IsObject
            || element.IsOfContainer
            || (!SyslogHeader.TryRead(line.Span, in clock, out var header) && !SyslogHeader.TryReadMonotonic(line.Span, out header))
            || header.IsForeign
        )
        {
            return Reading.None;
        }

        if (header.App.IsEmpty && header.Message is [(byte)'<', ..] && SyslogHeader.TryRead(header.Message, in clock, out _))
        {
            return Reading.Dead(
                DeadReason.WrongKind,
                "a line of syslog within another, whose host is the relay's: let the relay send what it received (rsyslog: %rawmsg%, syslog-ng: flags(no-parse) or syslog())"
            );
        }

        parsed.Document = line;
        parsed.IsCoarse = !header.IsFine && (header.IsExact || !element.Time.IsKnown || element.Time.IsWholeMillisecond);
        if (!header.IsExact)
        {
            parsed.SetTime(element.Time, TimeSource.Envelope);
        }

        parsed.SetTime(header.Time, TimeSource.Header);
        if (!header.Host.IsEmpty)
        {
            // A relay reads other hosts' lines: theirs is the name in the line.
            parsed.Fields.Replace(Field.HostName, header.Host);
        }

        HeaderFields.Add(in header, parsed.Fields);
        if (header.App.StartsWith("audi"u8) && _audit.TryRead(header.Message, parsed.Fields, out _, out var type))
        {
            parsed.Fields.Replace(Field.SyslogAppName, "auditd"u8);
            parsed.Fields.Add(Field.Message, header.Message);
            parsed.Type = type;
            parsed.Dialect = Name;
            if (line.Span.EndsWith(header.Message))
            {
                AuditdParts.Describe(line[^header.Message.Length..], parsed);
            }

            return Reading.Done;
        }

        ProgramMessage.Describe(header.Message, parsed);
        return Reading.Done;
    }
}
