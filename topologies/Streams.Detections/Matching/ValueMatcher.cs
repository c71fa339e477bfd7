namespace Streams.Detections.Matching;

/// <summary>One value of a rule. Immutable; thread-safe.</summary>
internal abstract class ValueMatcher
{
    /// <summary>Whether a missing field matches.</summary>
    public virtual bool MatchesMissing => false;

    public abstract bool Matches(in SlotValue value, EventView view);
}
