using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns.Sequences;

/// <summary>The beginning of a sequence, up to a step that is complete. Immutable.</summary>
/// <param name="Before">Up to the step before it; null: this is the first.</param>
/// <param name="Matches">What each match of the step rests on, its completing signal last.</param>
/// <param name="Start">The time at which the first match of all was complete: the window begins there.</param>
internal sealed record Beginning(Beginning? Before, PackedSignal[][] Matches, Timestamp Start)
{
    /// <summary>The signal that completed the step.</summary>
    public PackedSignal Last => Matches[^1][^1];

    /// <summary>All signals from the first step on.</summary>
    public PackedSignal[] All()
    {
        var all = new List<PackedSignal>();
        AddTo(all);
        return [.. all];
    }

    /// <summary>Whether a signal may come after it: behind each of its matches of that time that is of the same origin; between origins either order will do.</summary>
    public bool MayPrecede(PackedSignal signal)
    {
        for (var at = this; at is not null && at.Last.Time >= signal.Time; at = at.Before)
        {
            foreach (var match in at.Matches)
            {
                if (match[^1].Event == signal.Event || IsSurelyBefore(signal, match[^1]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether one signal came before another in every order that their times and places allow: of the events of one record nobody knows the order.</summary>
    public static bool IsSurelyBefore(PackedSignal first, PackedSignal second) =>
        first.Time != second.Time ? first.Time < second.Time : first.IsOfOriginOf(second) && first.Position < second.Position;

    private void AddTo(List<PackedSignal> all)
    {
        Before?.AddTo(all);
        foreach (var match in Matches)
        {
            all.AddRange(match);
        }
    }
}
