using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary><c>field|fieldref: other</c>, with startswith, endswith and contains.</summary>
internal sealed class FieldReference(int slot, int other, TextPosition position, bool cased) : Expression
{
    public override bool Matches(EventView view)
    {
        var table = view.Table;
        for (var left = table.First(slot); left >= 0; left = table[left].Next)
        {
            for (var right = table.First(other); right >= 0; right = table[right].Next)
            {
                if (table[left].HasText && table[right].HasText && Holds(table, in table[left], in table[right]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => !absent.Contains(slot) && !absent.Contains(other);

    public override void Collect(ICollection<Need> needs) => needs.Add(Need.Presence(slot));

    public override NeedSet? Cheapest(NeedPrices prices) => prices.Of(Need.Presence(slot));

    private bool Holds(SlotTable table, in SlotValue left, in SlotValue right) =>
        cased ? position.Holds(table.Text(in left), table.Text(in right)) : position.Holds(table.Folded(in left), table.Folded(in right));
}
