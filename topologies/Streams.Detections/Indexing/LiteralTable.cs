using Streams.Detections.Matching;

namespace Streams.Detections.Indexing;

/// <summary>Finds the rules that ask for exactly a text. Immutable.</summary>
internal sealed class LiteralTable
{
    private readonly (ulong Hash, string Literal, int[] Rules)[] _table;
    private readonly int _mask;
    private readonly ulong _lengths;

    public LiteralTable(IReadOnlyCollection<(string Literal, int[] Rules)> literals)
    {
        var size = 4;
        while (size < literals.Count * 2)
        {
            size *= 2;
        }

        (_table, _mask) = (new (ulong, string, int[])[size], size - 1);
        foreach (var (literal, rules) in literals)
        {
            var hash = FoldedHash.Of(literal);
            var at = (int)(hash >> 32) & _mask;
            while (_table[at].Literal is not null)
            {
                at = (at + 1) & _mask;
            }

            _table[at] = (hash, literal, rules);
            _lengths |= LengthBit(literal.Length);
        }
    }

    public void Find(ReadOnlySpan<char> folded, CandidateSet candidates)
    {
        if ((_lengths & LengthBit(folded.Length)) == 0)
        {
            return;
        }

        var hash = FoldedHash.Of(folded);
        for (var at = (int)(hash >> 32) & _mask; _table[at].Literal is not null; at = (at + 1) & _mask)
        {
            if (_table[at].Hash == hash && folded.SequenceEqual(_table[at].Literal))
            {
                candidates.Add(_table[at].Rules);
                return;
            }
        }
    }

    private static ulong LengthBit(int length) => 1UL << Math.Min(length, 63);
}
