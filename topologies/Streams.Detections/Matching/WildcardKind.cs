namespace Streams.Detections.Matching;

internal enum WildcardKind : byte
{
    Literal,

    /// <summary><c>?</c></summary>
    One,

    /// <summary><c>*</c></summary>
    Any,

    /// <summary>Any of the dashes that begin an option on Windows: <c>- / – — ―</c>.</summary>
    Dash,
}
