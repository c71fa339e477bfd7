namespace Streams.Detections.Rules;

/// <summary>What the kinds of correlation have in common.</summary>
public static class CorrelationKinds
{
    /// <summary>Whether stage B judges the values of a subject and sends on what it finds.</summary>
    public static bool IsObserved(this CorrelationKind kind) => kind is CorrelationKind.FirstSeen or CorrelationKind.Rare or CorrelationKind.Beacon;
}
