using Streams.Detections.Conditions;

namespace Streams.Detections.Contradictions;

/// <summary>What is supposed of a field: that a line of a rule holds, or that it does not.</summary>
/// <param name="Slot">The field.</param>
/// <param name="Extents">What the line takes in, by its values.</param>
/// <param name="Holds">Whether a value is of any of them, or of none.</param>
/// <param name="Item">The line; null: every event of the rule has the field.</param>
internal sealed record Literal(int Slot, IReadOnlyList<Extent> Extents, bool Holds, SelectionItem? Item)
{
    /// <summary>Whether no event meets both.</summary>
    /// <param name="other">Of the same field.</param>
    /// <param name="isSingle">Whether an event has one value of it at most.</param>
    public bool Contradicts(Literal other, bool isSingle) =>
        (Holds, other.Holds) switch
        {
            (true, true) => Extents.All(e => other.Extents.All(o => (isSingle || e.Kind == ExtentKind.Absent || o.Kind == ExtentKind.Absent) && e.Excludes(o))),
            (true, false) => IsWithin(other),
            (false, true) => other.IsWithin(this),
            _ => false,
        };

    private bool IsWithin(Literal other) => Extents.All(e => other.Extents.Any(e.IsWithin));
}
