using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dialects;

/// <summary>A dialect whose events are JSON objects that are read in one pass; what passes a limit is refused. One thread.</summary>
/// <param name="options">The limits.</param>
internal abstract class CursorDialect(ParserOptions options) : IDialect
{
    private readonly JsonBuffers _buffers = new();

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract bool Begins(ReadOnlySpan<byte> json);

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsObject || !Takes(element, parsed))
        {
            return Reading.None;
        }

        var json = new JsonCursor(element.Body.Span, options, _buffers);
        if (!json.Begin())
        {
            return Reading.Limit(json.Failure);
        }

        ReadObject(ref json, parsed.Fields);
        if (!json.End())
        {
            return Reading.Limit(json.Failure);
        }

        if (!IsMine(parsed.Fields))
        {
            return Reading.None;
        }

        parsed.Document = element.Body;
        parsed.IsJson = true;
        Describe(parsed);
        return Reading.Done;
    }

    /// <summary>Whether what is around the object leaves it to be one of this dialect.</summary>
    protected virtual bool Takes(Element element, ParsedEvent parsed) => true;

    /// <summary>Reads the object that the cursor stands on.</summary>
    protected abstract void ReadObject(ref JsonCursor json, FieldSet fields);

    /// <summary>Whether the object that was read is of this dialect.</summary>
    protected abstract bool IsMine(FieldSet fields);

    /// <summary>Sets the event's time and type, and what else follows from the object.</summary>
    protected abstract void Describe(ParsedEvent parsed);
}
