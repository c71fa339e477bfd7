namespace Streams.Detections.Matching;

/// <summary>The part of a date that a time modifier looks at.</summary>
internal enum TimePart : byte
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}
