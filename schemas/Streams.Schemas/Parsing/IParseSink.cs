using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Where a parser's results go. Each record ends in at least one call.</summary>
public interface IParseSink
{
    /// <summary>An event (or a part of a line: <see cref="ParsedEvent.Continues"/>). Valid during the call only.</summary>
    void OnEvent(ParsedEvent parsed);

    /// <summary>The record, or an element of it, cannot be parsed.</summary>
    void OnDead(in DeadElement dead);
}
