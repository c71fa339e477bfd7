using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Dialects;

/// <summary>A dialect whose events are JSON objects: what is none is not its own, and what passes a limit is refused, before it looks.</summary>
internal abstract class ObjectDialect : IDialect
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool Begins(ReadOnlySpan<byte> json) => false;

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed) =>
        !element.IsObject ? Reading.None
        : element.TryOutline() is { } failure ? Reading.Limit(failure)
        : Read(element, element.Outline, parsed);

    /// <summary>Reads the element's object.</summary>
    /// <param name="element">What it came in.</param>
    /// <param name="outline">The object's upper levels.</param>
    /// <param name="parsed">The event.</param>
    protected abstract Reading Read(Element element, JsonOutline outline, ParsedEvent parsed);
}
