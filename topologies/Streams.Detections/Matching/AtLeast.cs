using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary><c>2 of selection_*</c>.</summary>
internal sealed class AtLeast(int count, Expression[] parts) : Expression
{
    public override int Cost => parts.Sum(p => p.Cost);

    public override bool Matches(EventView view)
    {
        var left = count;
        foreach (var part in parts)
        {
            if (part.Matches(view) && --left == 0)
            {
                return true;
            }
        }

        return false;
    }

    public override bool CanMatch(IReadOnlySet<int> absent) => parts.Count(p => p.CanMatch(absent)) >= count;

    public override bool MustMatch(IReadOnlySet<int> absent) => parts.Count(p => p.MustMatch(absent)) >= count;

    public override void Suppose(bool holds, ISupposition supposition)
    {
        if (holds ? count == parts.Length : count == 1)
        {
            foreach (var part in parts)
            {
                supposition.Suppose(part, holds);
            }
        }
        else if (holds ? count == 1 : count == parts.Length)
        {
            supposition.SupposeOne(parts, holds);
        }
    }

    public override void Collect(ICollection<Need> needs)
    {
        foreach (var part in parts)
        {
            part.Collect(needs);
        }
    }

    public override NeedSet? Cheapest(NeedPrices prices) => NeedSet.Union(parts.Select(p => p.Cheapest(prices)));
}
