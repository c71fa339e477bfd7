using Streams.Schemas.Events;

namespace Streams.Schemas.Sources;

/// <summary>What the sources' rows say, for other projects.</summary>
public static class SourceTraits
{
    /// <summary>Whether a line may come in parts, which must share a partition.</summary>
    public static bool ComesInParts(this EventSource source) => Row(source).ComesInParts;

    /// <summary>Whether its records need not bear a time: they have one only where a shipper adds it.</summary>
    public static bool MayLackTime(this EventSource source) => Row(source).MayLackTime;

    /// <summary>Whether an event says where it comes from.</summary>
    public static bool IsPlaced(this EventSource source, FieldSet fields)
    {
        foreach (var field in Row(source).Places)
        {
            if (fields.Has(field))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What happened, in a few fields.</summary>
    public static SourceSummary Summary(this EventSource source) => Row(source).Summary;

    private static SourceDefinition Row(EventSource source) => SourceTable.Rows[(int)source];
}
