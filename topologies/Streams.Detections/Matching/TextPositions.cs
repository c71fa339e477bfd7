namespace Streams.Detections.Matching;

internal static class TextPositions
{
    /// <summary>Whether the text has the needle at the position.</summary>
    public static bool Holds(this TextPosition position, ReadOnlySpan<char> text, ReadOnlySpan<char> needle, StringComparison comparison) => position switch
    {
        TextPosition.Start => text.StartsWith(needle, comparison),
        TextPosition.End => text.EndsWith(needle, comparison),
        TextPosition.Anywhere => text.Contains(needle, comparison),
        _ => text.Equals(needle, comparison),
    };
}
