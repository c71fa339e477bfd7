namespace Streams.Detections.Matching;

internal enum SlotKind : byte
{
    Null,
    Text,
    Number,
    Boolean,
}
