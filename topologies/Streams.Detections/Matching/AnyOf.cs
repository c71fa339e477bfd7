using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

internal sealed class AnyOf(IEnumerable<Expression> parts) : Expression
{
    private readonly Expression[] _parts = [.. parts.OrderBy(p => p.Cost)];

    public override int Cost => _parts.Sum(p => p.Cost);

    public override bool Matches(EventView view)
    {
        foreach (var part in _parts)
        {
            if (part.Matches(view))
            {
                return true;
            }
        }

        return false;
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => Array.Exists(_parts, p => p.CanMatch(absent));

    public override bool MustMatch(IReadOnlySet<int> absent) => Array.Exists(_parts, p => p.MustMatch(absent));

    public override void Suppose(bool holds, ISupposition supposition)
    {
        if (holds)
        {
            supposition.SupposeOne(_parts, true);
            return;
        }

        foreach (var part in _parts)
        {
            supposition.Suppose(part, false);
        }
    }

    public override void Collect(ICollection<Need> needs)
    {
        foreach (var part in _parts)
        {
            part.Collect(needs);
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => NeedSet.Union(_parts.Select(p => p.Cheapest(prices)));
}
