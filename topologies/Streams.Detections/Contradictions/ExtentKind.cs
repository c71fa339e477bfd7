namespace Streams.Detections.Contradictions;

/// <summary>What is known of the values that a line takes in.</summary>
internal enum ExtentKind : byte
{
    /// <summary>The field is not there.</summary>
    Absent,

    /// <summary>The field is null, or not there.</summary>
    Null,

    /// <summary>The field is there, be it null.</summary>
    Present,

    /// <summary>Texts by their beginning, their end, a piece, or as a whole.</summary>
    Text,

    /// <summary>Numbers on one side of a bound.</summary>
    Number,

    /// <summary>Addresses of a network.</summary>
    Network,

    /// <summary>Some values that are there: of an expression, a date's part, another field.</summary>
    Other,
}
