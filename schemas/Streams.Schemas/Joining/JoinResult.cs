namespace Streams.Schemas.Joining;

/// <summary>What became of an event that was given to <see cref="IPartJoiner.Accept"/>.</summary>
public enum JoinResult
{
    /// <summary>It was an event of its own; nothing was joined to it.</summary>
    Whole,

    /// <summary>It was a part and is buffered; there is no event yet: the record counts as a fragment.</summary>
    Buffered,

    /// <summary>It was the last part; the event is now the whole, with the first part's time.</summary>
    Joined,

    /// <summary>With it the whole passed the limit; the event is now what came so far, cut at the limit and marked partial.</summary>
    Overflow,
}
