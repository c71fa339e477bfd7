namespace Streams.Detections.Matching;

internal static class TextPositions
{
    /// <summary>Whether the text has the needle at the position, character by character.</summary>
    public static bool Holds(this TextPosition position, ReadOnlySpan<char> text, ReadOnlySpan<char> needle) =>
        position switch
        {
            TextPosition.Start => text.StartsWith(needle),
            TextPosition.End => text.EndsWith(needle),
            TextPosition.Anywhere => text.IndexOf(needle) >= 0,
            _ => text.SequenceEqual(needle),
        };
}
