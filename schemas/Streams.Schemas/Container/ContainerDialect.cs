using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Container;

/// <summary>
/// What a container wrote, taken from the runtime's or a shipper's record: any text. A part of a line leaves with <see cref="ParsedEvent.Continues"/> set,
/// to be joined by <see cref="CriJoiner"/>.
/// </summary>
internal sealed class ContainerDialect(ParserOptions options) : IDialect
{
    private readonly ContainerIdentity _identity = new();
    private readonly ContainerMessage _message = new(options);

    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsCollected)
        {
            return Reading.None;
        }

        if (!element.IsOfContainer && (parsed.Fields.Has(Field.JournalTransport) || parsed.Fields.Has(Field.SystemdUnit)))
        {
            return Reading.Dead(
                DeadReason.WrongKind,
                $"looks like a record of a node's journal in the envelope of {element.Envelope}; expected a container's line"
            );
        }

        parsed.Document = element.Body;
        parsed.Continues = element.Continues;
        if (!parsed.Fields.Has(Field.ContainerId) || !parsed.Fields.Has(Field.PodName) || !parsed.Fields.Has(Field.PodUid))
        {
            _identity.Describe(parsed.Fields, element.File, element.Record);
        }

        if (parsed.Continues)
        {
            parsed.Type = EventType.Log;
        }
        else
        {
            _message.Describe(parsed);
        }

        return Reading.Done;
    }
}
