using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Where <see cref="LineParser"/> puts what it finds. Lines count from 1.</summary>
public interface ILineSink
{
    /// <summary>An event, made of the lines from <paramref name="first"/> to <paramref name="last"/>. Valid during the call only.</summary>
    void OnEvent(ParsedEvent parsed, long first, long last);

    /// <summary>A line (or the item at <paramref name="index"/> of its list) that cannot be parsed.</summary>
    void OnDead(DeadReason reason, string detail, int index, long line);
}
