using Streams.Redaction;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Sources;

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
        var fields = parsed.Source.Summary().FieldsOf(parsed.Type);
        var text = fields.IsEmpty ? Line(parsed) : Join(parsed.Fields, fields);
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

    private ReadOnlySpan<byte> Text(ParsedEvent parsed)
    {
        var fields = parsed.Source.Summary().Matched;
        return fields.IsEmpty ? Line(parsed) : Join(parsed.Fields, fields);
    }

    private static ReadOnlySpan<byte> Line(ParsedEvent parsed) => parsed.Fields.Has(Field.Message) ? parsed.Fields.Text(Field.Message) : parsed.Document.Span;

    private ReadOnlySpan<byte> Join(FieldSet fields, ReadOnlySpan<Field> names)
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
