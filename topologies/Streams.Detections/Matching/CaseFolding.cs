namespace Streams.Detections.Matching;

/// <summary>
/// What "without case" means to every rule: both sides in upper case, character by character, by the invariant culture.
/// A folded text has the length of the text, and holds the folded needle wherever the text holds the needle.
/// </summary>
internal static class CaseFolding
{
    public static string Fold(string text) => text.ToUpperInvariant();

    public static void Fold(ReadOnlySpan<char> text, Span<char> folded) => text.ToUpperInvariant(folded);
}
