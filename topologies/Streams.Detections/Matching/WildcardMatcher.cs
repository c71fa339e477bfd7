using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>Text with <c>*</c> and <c>?</c>: linear time by greedy matching with one point of return.</summary>
internal sealed class WildcardMatcher(WildcardPattern pattern, bool cased) : ValueMatcher
{
    private readonly string _chars = cased ? pattern.Literal : CaseFolding.Fold(pattern.Literal);
    private readonly WildcardKind[] _kinds = pattern.Kinds;

    public override int Cost => 3;

    public override Need? NeedOf(int slot) => Need.Text(slot, CaseFolding.Fold(pattern.LongestLiteral), false);

    public override bool Matches(in SlotValue value, SlotTable table) => value.HasText && IsMatch(cased ? table.Text(in value) : table.Folded(in value));

    private bool IsOne(char c, int p) =>
        _kinds[p] switch
        {
            WildcardKind.Literal => c == _chars[p],
            WildcardKind.Dash => WildcardPattern.Dashes.Contains(c),
            _ => true,
        };

    private bool IsMatch(ReadOnlySpan<char> text)
    {
        int at = 0,
            p = 0,
            star = -1,
            mark = 0;
        while (at < text.Length)
        {
            if (p < _kinds.Length && _kinds[p] == WildcardKind.Any)
            {
                (star, mark) = (p++, at);
            }
            else if (p < _kinds.Length && IsOne(text[at], p))
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

        while (p < _kinds.Length && _kinds[p] == WildcardKind.Any)
        {
            p++;
        }

        return p == _kinds.Length;
    }
}
