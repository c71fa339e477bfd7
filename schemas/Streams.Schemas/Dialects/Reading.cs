using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dialects;

/// <summary>What a dialect makes of an element.</summary>
internal readonly record struct Reading(bool IsMine, DeadReason Reason, string Detail)
{
    /// <summary>The element is of another dialect.</summary>
    public static Reading None => new(false, DeadReason.Malformed, string.Empty);

    /// <summary>The event is ready.</summary>
    public static Reading Done => new(true, DeadReason.Malformed, string.Empty);

    /// <summary>The element is of this dialect, and cannot be read.</summary>
    public static Reading Dead(DeadReason reason, string detail) => new(true, reason, detail);

    /// <summary>A limit of JSON was passed, or it is none.</summary>
    public static Reading Limit(DeadReason? failure) => new(true, failure ?? DeadReason.InvalidJson, JsonLimit.Text(failure));

    /// <summary>Whether the event is ready.</summary>
    public bool IsDone => IsMine && Detail.Length == 0;
}
