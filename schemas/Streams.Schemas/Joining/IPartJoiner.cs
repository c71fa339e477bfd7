using System.Buffers;
using Streams.Schemas.Events;

namespace Streams.Schemas.Joining;

/// <summary>
/// Joins the parts of one event that come in records of their own: the parts of a container's line, the records of one event of Linux audit. It keeps no state:
/// the caller keeps one <see cref="EventParts"/> per key within one partition, and calls <see cref="Orphan"/> for parts whose last has not come in time.
/// Owned by one thread. Account: a buffered record is a fragment; an orphan turns one of its fragments into an event.
/// </summary>
public interface IPartJoiner
{
    /// <summary>How long parts wait for their rest, from the append time of the latest.</summary>
    long Wait { get; }

    /// <summary>Whether the event may be a part, so that it must be given to <see cref="Accept"/>.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="anyWaits">Whether parts of any key wait.</param>
    bool Takes(ParsedEvent parsed, bool anyWaits);

    /// <summary>Writes what parts must share to be joined.</summary>
    void WriteKey(ParsedEvent part, IBufferWriter<byte> key);

    /// <summary>
    /// Takes the next event of a key. <paramref name="place"/> is its line or offset.
    /// After <see cref="JoinResult.Joined"/> and <see cref="JoinResult.Overflow"/> the first place and the number of parts are still in <paramref name="parts"/>: clear it then.
    /// </summary>
    JoinResult Accept(EventParts parts, ParsedEvent part, long place, Timestamp appendTime);

    /// <summary>Makes an event, marked as a part, of parts whose last has not come. Clear the parts afterwards.</summary>
    void Orphan(EventParts parts, ParsedEvent into);
}
