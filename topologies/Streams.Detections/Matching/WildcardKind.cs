namespace Streams.Detections.Matching;

internal enum WildcardKind : byte
{
    Literal,
    /// <summary><c>?</c></summary>
    One,
    /// <summary><c>*</c></summary>
    Any,
}
