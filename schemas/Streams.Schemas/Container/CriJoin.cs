namespace Streams.Schemas.Container;

/// <summary>What became of a container event that was given to <see cref="CriJoiner.Accept"/>.</summary>
public enum CriJoin
{
    /// <summary>It was a line of its own; the event is unchanged.</summary>
    Whole,

    /// <summary>It was a part and is buffered; there is no event yet: the record counts as a fragment.</summary>
    Buffered,

    /// <summary>It was the last part; the event is now the whole line, with the first part's time.</summary>
    Joined,

    /// <summary>With it the line passed the limit; the event is now the line so far, cut at the limit and marked partial.</summary>
    Overflow,
}
