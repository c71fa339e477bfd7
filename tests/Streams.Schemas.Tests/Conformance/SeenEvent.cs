using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>A copy of an event, with the object the <c>parse</c> command would print.</summary>
internal sealed record SeenEvent(
    EventType Type,
    Timestamp Time,
    TimeSource TimeSource,
    int Index,
    long First,
    long Last,
    bool IsJson,
    string Document,
    JsonObject Json
)
{
    /// <summary>A field's value as text, or null.</summary>
    public string? this[string field] => Json["fields"]![field]?.ToString();

    /// <summary>An entity, or null.</summary>
    public string? Entity(string name) => Json["entities"]![name]?.ToString();
}
