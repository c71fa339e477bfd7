using Streams.Detections.Matching;
using Streams.Detections.Needs;

namespace Streams.Detections.Indexing;

/// <summary>The rules that are found by one field. Immutable.</summary>
internal sealed class SlotIndex
{
    private readonly int[] _present;
    private readonly int[] _expressions;
    private readonly LiteralTable? _wholes;
    private readonly PieceTable? _pieces;

    public SlotIndex(IReadOnlyCollection<(Need Need, int Rule)> needs)
    {
        _present = RulesOf(needs.Where(n => n.Need.Kind == NeedKind.Presence));
        _expressions = RulesOf(needs.Where(n => n.Need.IsExpression));
        var wholes = LiteralsOf(needs, NeedKind.Whole);
        _wholes = wholes.Length == 0 ? null : new LiteralTable(wholes);
        var pieces = LiteralsOf(needs, NeedKind.Piece);
        _pieces = pieces.Length == 0 ? null : new PieceTable(pieces);
    }

    public void Find(SlotTable table, int slot, CandidateSet candidates)
    {
        candidates.Add(_present);
        if (!table.IsAscii)
        {
            candidates.Add(_expressions);
        }

        for (var at = table.First(slot); at >= 0; at = table[at].Next)
        {
            ref readonly var value = ref table[at];
            if (!value.HasText)
            {
                continue;
            }

            var folded = table.Folded(in value);
            _wholes?.Find(folded, candidates);
            _pieces?.Find(folded, candidates);
        }
    }

    private static int[] RulesOf(IEnumerable<(Need Need, int Rule)> needs) => [.. needs.Select(n => n.Rule).Distinct().Order()];

    private static (string, int[])[] LiteralsOf(IEnumerable<(Need Need, int Rule)> needs, NeedKind kind) =>
        [.. needs.Where(n => n.Need.Kind == kind).GroupBy(n => n.Need.Literal, StringComparer.Ordinal).Select(g => (g.Key, RulesOf(g)))];
}
