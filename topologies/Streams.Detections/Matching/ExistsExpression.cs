using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary><c>field|exists: true</c>: the field is there, whatever its value.</summary>
internal sealed class ExistsExpression(int slot, bool expected) : Expression
{
    public override bool Matches(EventView view) => view.Table.Has(slot) == expected;

    public override bool CanMatch(IReadOnlySet<int> absent) => !expected || !absent.Contains(slot);

    public override bool MustMatch(IReadOnlySet<int> absent) => !expected && absent.Contains(slot);

    public override void Collect(ICollection<Need> needs)
    {
        if (expected)
        {
            needs.Add(Need.Presence(slot));
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => expected ? prices.Of(Need.Presence(slot)) : null;
}
