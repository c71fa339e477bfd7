using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>A record of Linux audit: <c>type=USER_LOGIN msg=audit(1795514402.250:99): pid=4711 uid=0 … msg='op=login acct="root" … res=failed'</c>.</summary>
internal sealed class AuditdDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "auditd";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var rest = line.Span;
        if (element.IsObject)
        {
            return Reading.None;
        }

        if (Words.Skip(ref rest, "node="u8))
        {
            parsed.Fields.Add(Field.HostName, Words.Cut(ref rest, (byte)' '));
        }

        if (!Words.Skip(ref rest, "type="u8))
        {
            return Reading.None;
        }

        var type = Words.Cut(ref rest, (byte)' ');
        if (!Words.Skip(ref rest, "msg=audit("u8) || rest.IndexOf("): "u8) is not (> 0 and < 48 and var end) || rest[..end].IndexOf((byte)':') is not (> 0 and var serial))
        {
            return Reading.None;
        }

        parsed.SetTime(EnvelopeTime.Of(rest[..serial]), TimeSource.Record);
        parsed.Document = line;
        parsed.Fields.Add(Field.SyslogAppName, "auditd"u8);
        parsed.Fields.Add(Field.Message, line.Span);
        Fields(rest[(end + 3)..], parsed.Fields);
        parsed.Type = AuditdRecord.TypeOf(type, parsed.Fields);
        return Reading.Done;
    }

    private static void Fields(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart(" '\x1d"u8);
            var equals = rest.IndexOf((byte)'=');
            if (equals < 0)
            {
                return;
            }

            var key = rest[..equals];
            key = key[(key.LastIndexOf((byte)' ') + 1)..];
            rest = rest[(equals + 1)..];
            if (rest is [(byte)'\'', ..])
            {
                // The user-space part: its fields follow within the quotes.
                continue;
            }

            var value = Value(ref rest);
            AuditdRecord.Add(key, value, fields);
        }
    }

    /// <summary>A value in quotes ends at the quote; the kernel writes in hexadecimal what holds one.</summary>
    private static ReadOnlySpan<byte> Value(scoped ref ReadOnlySpan<byte> rest)
    {
        if (Words.Skip(ref rest, "\""u8))
        {
            return Words.Cut(ref rest, (byte)'"');
        }

        var end = rest.IndexOfAny(" '\x1d"u8);
        var value = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        return value;
    }
}
