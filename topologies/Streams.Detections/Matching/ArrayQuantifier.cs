namespace Streams.Detections.Matching;

/// <summary>How many members of an array must match: Sigma's enhancement proposal 212.</summary>
internal enum ArrayQuantifier : byte
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one, and there is one.</summary>
    All,

    /// <summary>Every one; an array that is empty or missing matches.</summary>
    AllOrEmpty,

    /// <summary>None; an array that is empty or missing matches.</summary>
    None,

    /// <summary>The one at a place.</summary>
    At,
}
