using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Streams.Detections.Matching;
using Streams.Detections.Needs;

namespace Streams.Detections.Indexing;

/// <summary>
/// Finds the rules that ask for a text within a value, whatever their number, in one pass: each text is known by four of its characters, those that fewest others have;
/// a bitmap says of every four characters of the value whether any text is known by them. Texts of less than four characters are looked for one by one. Immutable.
/// </summary>
internal sealed class PieceTable
{
    private const int BitsPerGram = 64;
    private readonly ulong[] _bits;
    private readonly int _bitShift;
    private readonly Dictionary<ulong, (string Literal, int Offset, int[] Rules)[]> _byGram = [];
    private readonly (string Literal, int[] Rules)[] _short;

    public PieceTable(IReadOnlyCollection<(string Literal, int[] Rules)> literals)
    {
        _short = [.. literals.Where(l => l.Literal.Length < NeedPrices.GramLength)];
        var size = 64;
        var shift = 58;
        while (size < literals.Count * BitsPerGram)
        {
            (size, shift) = (size * 2, shift - 1);
        }

        (_bits, _bitShift) = (new ulong[size / 64], shift);
        var pieces = literals.Where(l => l.Literal.Length >= NeedPrices.GramLength).ToArray();
        var popularity = new Dictionary<ulong, int>();
        foreach (var (literal, _) in pieces)
        {
            foreach (var gram in GramsOf(literal).Distinct())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(popularity, gram, out _)++;
            }
        }

        foreach (var group in pieces.Select(p => (Piece: p, Offset: OffsetOf(p.Literal, popularity))).GroupBy(p => GramAt(p.Piece.Literal, p.Offset)))
        {
            _byGram.Add(group.Key, [.. group.Select(p => (p.Piece.Literal, p.Offset, p.Piece.Rules))]);
            var bit = FoldedHash.OfGram(group.Key) >> _bitShift;
            _bits[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    public void Find(ReadOnlySpan<char> folded, CandidateSet candidates)
    {
        foreach (var (literal, rules) in _short)
        {
            if (folded.IndexOf(literal) >= 0)
            {
                candidates.Add(rules);
            }
        }

        if (_byGram.Count == 0)
        {
            return;
        }

        var (bits, shift) = (_bits, _bitShift);
        for (var at = 0; at <= folded.Length - NeedPrices.GramLength; at++)
        {
            var gram = GramAt(folded, at);
            var bit = FoldedHash.OfGram(gram) >> shift;
            if ((bits[bit >> 6] & (1UL << (int)(bit & 63))) != 0)
            {
                Verify(folded, at, gram, candidates);
            }
        }
    }

    private void Verify(ReadOnlySpan<char> folded, int at, ulong gram, CandidateSet candidates)
    {
        if (!_byGram.TryGetValue(gram, out var pieces))
        {
            return;
        }

        foreach (var (literal, offset, rules) in pieces)
        {
            if (at >= offset && folded[(at - offset)..].StartsWith(literal))
            {
                candidates.Add(rules);
            }
        }
    }

    private static int OffsetOf(string literal, Dictionary<ulong, int> popularity)
    {
        var best = 0;
        for (var at = 1; at <= literal.Length - NeedPrices.GramLength; at++)
        {
            best = popularity[GramAt(literal, at)] < popularity[GramAt(literal, best)] ? at : best;
        }

        return best;
    }

    private static IEnumerable<ulong> GramsOf(string literal) =>
        Enumerable.Range(0, literal.Length - NeedPrices.GramLength + 1).Select(at => GramAt(literal, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong GramAt(ReadOnlySpan<char> text, int at) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text.Slice(at, NeedPrices.GramLength)));
}
