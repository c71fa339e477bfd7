namespace Streams.Detections.Matching;

/// <summary>A compiled part of a condition. Immutable; thread-safe.</summary>
internal abstract class Expression
{
    public abstract bool Matches(EventView view);
}
