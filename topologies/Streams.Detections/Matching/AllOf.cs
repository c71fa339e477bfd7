using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

internal sealed class AllOf(IEnumerable<Expression> parts) : Expression
{
    private readonly Expression[] _parts = [.. parts.OrderBy(p => p.Cost)];

    public override int Cost => _parts.Sum(p => p.Cost);

    public override bool Matches(EventView view)
    {
        foreach (var part in _parts)
        {
            if (!part.Matches(view))
            {
                return false;
            }
        }

        return true;
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => Array.TrueForAll(_parts, p => p.CanMatch(absent));

    public override bool MustMatch(IReadOnlySet<int> absent) => Array.TrueForAll(_parts, p => p.MustMatch(absent));

    public override void Suppose(bool holds, ISupposition supposition)
    {
        if (!holds)
        {
            supposition.SupposeOne(_parts, false);
            return;
        }

        foreach (var part in _parts)
        {
            supposition.Suppose(part, true);
        }
    }

    public override void Collect(ICollection<Need> needs)
    {
        foreach (var part in _parts)
        {
            part.Collect(needs);
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => _parts.Select(p => p.Cheapest(prices)).OfType<NeedSet>().MinBy(s => s.Price);
}
