using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>A program's message whose program, host and time an envelope names beside it; or a message that begins with its tag (<c>sshd[1]: …</c>).</summary>
internal sealed class RelayDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "relayed";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        if (
            !element.IsCollected
            || (element.IsObject && !NamedProgram.IsNamed(element, parsed))
            || element.IsOfContainer
            || (!element.Time.IsKnown && !fields.Has(Field.SyslogAppName))
            || !(fields.Has(Field.HostName) || fields.Has(Field.NodeName))
        )
        {
            return Reading.None;
        }

        var line = Words.Line(element.Body);
        var message = line.Span.TrimStart((byte)' '); // rsyslog's %msg% brings its own blank
        if (!fields.Has(Field.SyslogAppName) && !fields.Text(Field.JournalTransport).SequenceEqual("kernel"u8))
        {
            var header = new SyslogHeader { Priority = -1, Time = Timestamp.Unknown };
            header.ReadTag(message);
            if (header.App.IsEmpty)
            {
                return Reading.None;
            }

            HeaderFields.Add(in header, fields);
            message = header.Message;
        }

        parsed.Document = line;
        parsed.IsCoarse = element.Time.IsWholeMillisecond;
        ProgramMessage.Describe(message, parsed);
        return Reading.Done;
    }
}
