namespace Streams.Detections.Matching;

internal enum SlotKind : byte
{
    Null,
    Text,
    Number,
    Boolean,

    /// <summary>A JSON object; its text is its JSON.</summary>
    Object,

    /// <summary>A JSON array as a whole, for a quantifier; it has no text.</summary>
    Array,
}
