using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Normalise;

/// <summary>What happened, in a few words, for the <c>events</c> topic.</summary>
internal static class EventSummary
{
    private const int MaxBytes = 120;
    private const int MaxJoined = Evidence.MaxExcerpt;

    public static string Of(ParsedEvent parsed)
    {
        var f = parsed.Fields;
        return parsed.Source switch
        {
            EventSource.Audit => Join(f, Field.Verb, Field.Resource, Field.Subresource, Field.ObjectNamespace, Field.ObjectName, Field.ResponseStatusCode, Field.Command),
            EventSource.Dns when parsed.Type == EventType.Query => Join(f, Field.QuestionType, Field.QuestionName, Field.ResponseCode),
            EventSource.Kernel when parsed.Type == EventType.Flow => Join(f, Field.EventAction, Field.NetworkTransport, Field.SourceIp, Field.SourcePort, Field.DestinationIp, Field.DestinationPort),
            EventSource.Ebpf => Join(f, Field.RuleName, Field.SyscallName, Field.ProcessCommandLine, Field.FileDescriptorName),
            _ => Cut(f.Has(Field.Message) ? f.Text(Field.Message) : parsed.Document.Span, MaxBytes),
        };
    }

    /// <summary>What a person wants to read of an event: its message, for audit events the request in one line, else the beginning of the line.</summary>
    public static string Excerpt(ParsedEvent parsed) => parsed.Source switch
    {
        EventSource.Audit => Join(parsed.Fields, Field.Principal, Field.Verb, Field.RequestUri, Field.ResponseStatusCode, Field.UserAgent),
        _ => Cut(parsed.Fields.Has(Field.Message) ? parsed.Fields.Text(Field.Message) : parsed.Document.Span, Evidence.MaxExcerpt),
    };

    /// <summary>The beginning of UTF-8 text, not cut within a character; bytes that are no text are replaced.</summary>
    public static string Cut(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length <= maxBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var end = maxBytes;
        while (end > 0 && (utf8[end] & 0xc0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8[..end]);
    }

    private static string Join(FieldSet fields, params ReadOnlySpan<Field> names)
    {
        Span<byte> text = stackalloc byte[MaxJoined];
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
                text[used++] = (byte)' ';
            }

            part = part[..Math.Min(part.Length, MaxJoined - used)];
            part.CopyTo(text[used..]);
            used += part.Length;
        }

        return Cut(text[..used], used);
    }
}
