using Streams.Schemas.Envelopes;
using Streams.Schemas.Journal;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>Lines of Linux audit in one value: those that follow each other with one serial are one event.</summary>
internal sealed class AuditdRecords : IBatch
{
    /// <inheritdoc/>
    public string Name => "records of auditd";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var text = element.Body.Span;
        return Begins(text) && text[..^1].Contains((byte)'\n') && Length(text) != text.Length;
    }

    /// <summary>Whether all lines of the text are records of one serial: one element.</summary>
    public static bool IsOneSerial(ReadOnlySpan<byte> text) => Begins(text) && Length(text) == text.Length;

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var rest = batch.Body;
        while (!rest.IsEmpty)
        {
            var length = Length(rest.Span);
            var group = rest[..length];
            rest = rest[length..];
            if (group.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                sink.Give(group);
            }
        }

        return null;
    }

    private static bool Begins(ReadOnlySpan<byte> text) => text.StartsWith("type="u8) || text.StartsWith("node="u8);

    /// <summary>How far the lines reach that share the first one's serial.</summary>
    private static int Length(ReadOnlySpan<byte> text)
    {
        var first = AuditdFields.Stamp(Line(text));
        var length = Line(text).Length;
        while (length < text.Length && !first.IsEmpty && (IsBlank(Line(text[length..])) || AuditdFields.Stamp(Line(text[length..])).SequenceEqual(first)))
        {
            length += Line(text[length..]).Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is >= 0 and var end ? text[..(end + 1)] : text;

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
