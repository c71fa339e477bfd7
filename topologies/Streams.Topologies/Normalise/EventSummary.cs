using Streams.Schemas.Events;
using Streams.Schemas.Redaction;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Normalise;

/// <summary>What a person reads of an event. What leaves here has no secrets.</summary>
internal sealed class EventSummary(Redactor redactor)
{
    private const int MaxBytes = 120;
    private const int MaxJoined = 8 * 1024;

    /// <summary>Of an event that matched nothing: it is kept for the case that it turns out to be unusual.</summary>
    private const int MaxUnmatched = 240;

    private readonly byte[] _joined = new byte[MaxJoined];

    /// <summary>What happened, in a few words, for the <c>events</c> topic.</summary>
    public string Of(ParsedEvent parsed)
    {
        var f = parsed.Fields;
        var text = parsed.Source switch
        {
            EventSource.Audit => Join(
                f,
                Field.Verb,
                Field.Resource,
                Field.Subresource,
                Field.ObjectNamespace,
                Field.ObjectName,
                Field.ResponseStatusCode,
                Field.Command
            ),
            EventSource.Dns when parsed.Type == EventType.Query => Join(f, Field.QuestionType, Field.QuestionName, Field.ResponseCode),
            EventSource.Kernel when parsed.Type == EventType.Flow => Join(
                f,
                Field.EventAction,
                Field.NetworkTransport,
                Field.SourceIp,
                Field.SourcePort,
                Field.DestinationIp,
                Field.DestinationPort
            ),
            EventSource.Ebpf => Join(f, Field.RuleName, Field.SyscallName, Field.ProcessCommandLine, Field.FileDescriptorName),
            _ => Line(parsed),
        };
        return Excerpts.Beginning(Excerpts.Of(redactor, text[..Math.Min(text.Length, 4 * MaxBytes)], 4 * MaxBytes), MaxBytes);
    }

    /// <summary>What a person wants to read of an event that matched: its message, for audit events the request in one line, else its line.</summary>
    public string Excerpt(ParsedEvent parsed) => Excerpts.Of(redactor, Text(parsed), Evidence.MaxExcerpt);

    /// <summary>The beginning of it, as it is: it is redacted where it becomes evidence.</summary>
    public string Beginning(ParsedEvent parsed)
    {
        var text = Text(parsed);
        return Excerpts.Beginning(System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxUnmatched + 4)]), MaxUnmatched);
    }

    private ReadOnlySpan<byte> Text(ParsedEvent parsed) =>
        parsed.Source == EventSource.Audit
            ? Join(parsed.Fields, Field.Principal, Field.Verb, Field.RequestUri, Field.ResponseStatusCode, Field.UserAgent)
            : Line(parsed);

    private static ReadOnlySpan<byte> Line(ParsedEvent parsed) => parsed.Fields.Has(Field.Message) ? parsed.Fields.Text(Field.Message) : parsed.Document.Span;

    private ReadOnlySpan<byte> Join(FieldSet fields, params ReadOnlySpan<Field> names)
    {
        var used = 0;
        foreach (var name in names)
        {
            var part = fields.Text(name);
            if (part.IsEmpty || used + 1 >= MaxJoined)
            {
                continue;
            }

            if (used > 0)
            {
                _joined[used++] = (byte)' ';
            }

            part = part[..Math.Min(part.Length, MaxJoined - used)];
            part.CopyTo(_joined.AsSpan(used));
            used += part.Length;
        }

        return _joined.AsSpan(0, used);
    }
}
