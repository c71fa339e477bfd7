namespace Streams.Detections.Matching;

/// <summary>Text with <c>*</c> and <c>?</c>: linear time by greedy matching with one point of return.</summary>
internal sealed class WildcardMatcher(WildcardPattern pattern, StringComparison comparison) : ValueMatcher
{
    public override bool Matches(in SlotValue value, EventView view) => value.Kind != SlotKind.Null && IsMatch(view.Text(in value));

    private bool IsMatch(ReadOnlySpan<char> text)
    {
        var (chars, kinds) = (pattern.Chars, pattern.Kinds);
        int at = 0, p = 0, star = -1, mark = 0;
        while (at < text.Length)
        {
            if (p < kinds.Length && kinds[p] == WildcardKind.Any)
            {
                (star, mark) = (p++, at);
            }
            else if (p < kinds.Length && (kinds[p] == WildcardKind.One || Same(text[at], chars[p])))
            {
                (at, p) = (at + 1, p + 1);
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        while (p < kinds.Length && kinds[p] == WildcardKind.Any)
        {
            p++;
        }

        return p == kinds.Length;
    }

    private bool Same(char a, char b) =>
        a == b || (comparison == StringComparison.OrdinalIgnoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
