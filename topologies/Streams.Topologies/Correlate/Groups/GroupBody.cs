using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// A group that is awake: the automaton as far as the watermark has passed, the signals since in order, and what was written of it.
/// The automaton over all signals is derived, not stored.
/// </summary>
/// <param name="settled">The automaton behind the watermark.</param>
internal sealed class GroupBody(Pattern settled)
{
    private long _repeats;

    /// <summary>The automaton behind the watermark.</summary>
    public Pattern Settled => settled;

    /// <summary>The alerts behind the watermark that are not final.</summary>
    public AlertSession Session { get; } = new();

    /// <summary>Signals ahead of the watermark, in order of (time, event id, input, value).</summary>
    public List<BufferedSignal> Buffered { get; } = [];

    /// <summary>How many events the signals ahead of the watermark stand for at most.</summary>
    public long BufferedEvents => Buffered.Count + _repeats;

    /// <summary>The bytes that the signals ahead of the watermark take, about.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Whether an alert of it is open, or may still be written.</summary>
    public bool HasAlert => Written is { Count: > 0 } || Session.Drafts.Count > 0 || AheadSession is { Drafts.Count: > 0 };

    /// <summary>The entities of the last signal: the next often has the same.</summary>
    public byte[]? Entities { get; set; }

    /// <summary>The signals that were settled, to know late duplicates.</summary>
    public SettledIds SettledIds { get; } = new();

    /// <summary>What was written of alerts that are not final, by id; null: nothing.</summary>
    public Dictionary<string, WrittenAlert>? Written { get; set; }

    /// <summary>The automaton over all signals; null: to be derived with the next signal, until when no alert can come of it.</summary>
    public Pattern? Ahead { get; set; }

    /// <summary>The alerts over all signals; null: those behind the watermark.</summary>
    public AlertSession? AheadSession { get; set; }

    /// <summary>Whether <see cref="Ahead"/> has taken signals in another order than theirs.</summary>
    public bool IsStale { get; set; }

    /// <summary>How many signals came since it was derived.</summary>
    public int SinceDerived { get; set; }

    /// <summary>Whether anything but the signals ahead of the watermark has changed since it was stored.</summary>
    public bool IsChanged { get; set; }

    /// <summary>What was derived over all signals is forgotten.</summary>
    public void ForgetAhead() => (Ahead, AheadSession, IsStale, SinceDerived) = (null, null, false, 0);

    /// <summary>The alerts that stand.</summary>
    public List<AlertDraft> Standing => (AheadSession ?? Session).Drafts;

    /// <summary>Where a signal was put in the order; -1 where it is there already, from another place perhaps: a copy has the event's id and time.</summary>
    public int Insert(PackedSignal signal)
    {
        var buffered = Buffered;
        var (low, high) = (0, buffered.Count);
        _repeats = high == 0 ? 0 : _repeats;
        if (high > 0 && buffered[^1].Time < signal.Time)
        {
            low = high;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = buffered[middle].CompareTo(signal) < 0 ? (middle + 1, high) : (low, middle);
        }

        if (HasCopy(signal, low))
        {
            return -1;
        }

        _repeats += signal.Repeated - 1;
        BufferedBytes += signal.Size;
        buffered.Insert(low, new BufferedSignal(signal.Time, signal));
        return low;
    }

    /// <summary>The first ones have been settled.</summary>
    public void RemoveFirst(int count)
    {
        for (var i = 0; i < count; i++)
        {
            BufferedBytes -= Buffered[i].Signal.Size;
        }

        Buffered.RemoveRange(0, count);
    }

    private bool HasCopy(PackedSignal signal, int at)
    {
        for (var i = at - 1; i >= 0 && Buffered[i].Time == signal.Time; i--)
        {
            if (Buffered[i].Signal.Id == signal.Id)
            {
                return true;
            }
        }

        for (var i = at; i < Buffered.Count && Buffered[i].Time == signal.Time; i++)
        {
            if (Buffered[i].Signal.Id == signal.Id)
            {
                return true;
            }
        }

        return false;
    }
}
