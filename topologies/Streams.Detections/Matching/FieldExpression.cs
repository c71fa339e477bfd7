using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>A field against one value; any of the field's values may match. A missing field equals null.</summary>
internal sealed class FieldExpression(int slot, ValueMatcher matcher) : Expression
{
    public override int Cost => matcher.Cost;

    public override bool Matches(EventView view)
    {
        var table = view.Table;
        var at = table.First(slot);
        if (at < 0)
        {
            return matcher.MatchesMissing;
        }

        for (; at >= 0; at = table[at].Next)
        {
            if (matcher.Matches(in table[at], table))
            {
                return true;
            }
        }

        return false;
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => !absent.Contains(slot) || matcher.MatchesMissing;

    public override bool MustMatch(IReadOnlySet<int> absent) => absent.Contains(slot) && matcher.MatchesMissing;

    public override void Collect(ICollection<Need> needs)
    {
        if (matcher.NeedOf(slot) is { } need)
        {
            needs.Add(need);
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => matcher.NeedOf(slot) is { } need ? prices.Of(need) : null;
}
