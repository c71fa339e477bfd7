using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Container;

/// <summary>Gives a whole container line its type and fields. Used by the dialect, and again when parts have been joined.</summary>
internal sealed class ContainerMessage(ParserOptions options)
{
    private readonly AccessObject _object = new(options);

    /// <summary>Describes the line in <see cref="ParsedEvent.Document"/>.</summary>
    public void Describe(ParsedEvent parsed)
    {
        var message = parsed.Document.Span;
        parsed.Type = EventType.Log;
        parsed.Dialect = "text";
        parsed.Fields.Add(Field.Message, message);
        parsed.IsJson = _object.TryRead(message, parsed.Fields, out var access);
        if (access)
        {
            (parsed.Type, parsed.Dialect) = (EventType.Access, AccessObject.Dialect);
        }
        else if (parsed.IsJson)
        {
            parsed.Dialect = "json";
        }
        else if (AccessLine.TryDescribe(message, parsed.Fields))
        {
            (parsed.Type, parsed.Dialect) = (EventType.Access, AccessLine.Dialect);
        }
        else if (EnvoyLine.TryDescribe(message, parsed.Fields))
        {
            (parsed.Type, parsed.Dialect) = (EventType.Access, EnvoyLine.Dialect);
        }
        else if (ServerLine.TryDescribe(message, parsed.Fields))
        {
            (parsed.Type, parsed.Dialect) = (EventType.Access, ServerLine.Dialect);
        }
    }
}
