namespace Streams.Detections.Matching;

internal enum SlotKind : byte
{
    Null,
    Text,
    Number,
    Boolean,

    /// <summary>A JSON object: it is there, and has no text.</summary>
    Object,

    /// <summary>A JSON array as a whole, for a quantifier, or one without members: it is there, and has no text.</summary>
    Array,
}
