using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>A compiled part of a condition. Immutable; thread-safe.</summary>
internal abstract class Expression
{
    /// <summary>How much it costs, roughly; cheap parts are asked first.</summary>
    public virtual int Cost => 1;

    public abstract bool Matches(EventView view);

    /// <summary>Whether it can hold for an event that never has some fields.</summary>
    public virtual bool CanMatch(IReadOnlySet<int> absent) => true;

    /// <summary>Whether it holds for every event that lacks these fields, whatever else it has.</summary>
    public virtual bool MustMatch(IReadOnlySet<int> absent) => false;

    /// <summary>Tells what else is so where it holds, or does not; nothing where its form does not say.</summary>
    public virtual void Suppose(bool holds, ISupposition supposition) { }

    /// <summary>Tells every need that the index could find the rule by.</summary>
    public virtual void Collect(ICollection<Need> needs) { }

    /// <summary>The cheapest set of needs of which one must hold where the expression does; null where there is none.</summary>
    public virtual NeedSet? Cheapest(NeedPrices prices) => null;
}
