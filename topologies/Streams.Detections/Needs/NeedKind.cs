namespace Streams.Detections.Needs;

internal enum NeedKind : byte
{
    /// <summary>The field has a value.</summary>
    Presence,

    /// <summary>A value is this text.</summary>
    Whole,

    /// <summary>A value holds this text.</summary>
    Piece,
}
