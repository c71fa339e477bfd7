namespace Streams.Detections.Matching;

/// <summary>Many texts at the cost of a few look-ups: one for each length that a text of the list has.</summary>
internal sealed class TextTable : ValueMatcher
{
    private readonly TextPosition _position;
    private readonly bool _cased;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts;
    private readonly int[] _lengths;

    /// <param name="texts">The texts.</param>
    /// <param name="position">Where they stand in a value: whole, at its start or at its end.</param>
    /// <param name="cased">Whether case counts.</param>
    public TextTable(IEnumerable<string> texts, TextPosition position, bool cased)
    {
        (_position, _cased) = (position, cased);
        var set = texts.Select(t => cased ? t : CaseFolding.Fold(t)).ToHashSet(StringComparer.Ordinal);
        _texts = set.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. set.Select(t => t.Length).Distinct().Order()];
    }

    public override int Cost => _position == TextPosition.Whole ? 2 : 10;

    public override bool Matches(in SlotValue value, SlotTable table)
    {
        if (!value.HasText)
        {
            return false;
        }

        var text = _cased ? table.Text(in value) : table.Folded(in value);
        if (_position == TextPosition.Whole)
        {
            return _texts.Contains(text);
        }

        foreach (var length in _lengths)
        {
            if (length > text.Length)
            {
                break;
            }

            if (_texts.Contains(_position == TextPosition.Start ? text[..length] : text[^length..]))
            {
                return true;
            }
        }

        return false;
    }
}
