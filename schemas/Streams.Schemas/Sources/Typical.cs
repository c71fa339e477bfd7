using Streams.Schemas.Events;

namespace Streams.Schemas.Sources;

/// <summary>Whether an event could hardly be another source's.</summary>
internal static class Typical
{
    /// <summary>A container's line may be anything; every other source knows its own.</summary>
    public static bool Is(EventSource source, ParsedEvent parsed) =>
        source != EventSource.Container ? parsed.Type != EventType.Other || parsed.IsJson : parsed.Type == EventType.Access;
}
