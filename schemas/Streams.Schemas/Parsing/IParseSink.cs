using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Where a parser's results go. Each record ends in at least one call.</summary>
public interface IParseSink
{
    /// <summary>An event (or a part of a line: <see cref="ParsedEvent.Continues"/>). Valid during the call only.</summary>
    void OnEvent(ParsedEvent parsed);

    /// <summary>The record (or the item at <paramref name="index"/> of a list) cannot be parsed.</summary>
    void OnDead(DeadReason reason, string detail, int index);
}
