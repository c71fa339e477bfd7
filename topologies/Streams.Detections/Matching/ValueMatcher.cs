using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>One value of a rule. Immutable; thread-safe.</summary>
internal abstract class ValueMatcher
{
    /// <summary>Whether a missing field matches.</summary>
    public virtual bool MatchesMissing => false;

    /// <summary>How much more than a comparison of texts it costs; cheap ones are asked first.</summary>
    public virtual int Cost => 1;

    /// <summary>What a value must hold for a match, by which the index finds the rule; null where nothing can be said, not even that there is a value.</summary>
    public virtual Need? NeedOf(int slot) => Need.Presence(slot);

    public abstract bool Matches(in SlotValue value, SlotTable table);
}
