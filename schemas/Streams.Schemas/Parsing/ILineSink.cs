using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Where <c>LineParser</c> puts what it finds. Lines count from 1.</summary>
public interface ILineSink
{
    /// <summary>An event, made of the lines from <paramref name="first"/> to <paramref name="last"/>. Valid during the call only.</summary>
    void OnEvent(ParsedEvent parsed, long first, long last);

    /// <summary>A line, or an element of it, that cannot be parsed.</summary>
    void OnDead(in DeadElement dead, long line);
}
