namespace Streams.Detections.Matching;

internal enum TextPosition : byte
{
    Whole,
    Start,
    End,
    Anywhere,
}
