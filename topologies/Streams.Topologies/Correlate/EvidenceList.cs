using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>The evidence of an alert: its first events, the one that completed it, and its last ones; those in between are counted only.</summary>
internal sealed class EvidenceList
{
    private const int First = Alert.MaxEvidence / 2;

    private readonly List<Evidence> _first = new(First);

    /// <summary>The last events, those of a restored state before those that came since.</summary>
    private readonly List<(Evidence? Restored, PackedSignal? Signal)> _last = [];

    /// <summary>The event that completed the alert first: never left out. Null: none is known.</summary>
    public EventKey? Completing { get; set; }

    public int Count => _first.Count + _last.Count;

    /// <summary>All of it, in the order in which it came.</summary>
    public IReadOnlyList<Evidence> All => [.. _first, .. _last.Select(l => l.Restored ?? l.Signal!.ReadEvidence())]; // it is one of the two

    public void Add(PackedSignal signal)
    {
        if (_first.Count < First)
        {
            _first.Add(signal.ReadEvidence());
            return;
        }

        _last.Add((null, signal));
        if (_last.Count > Alert.MaxEvidence - First)
        {
            _last.RemoveAt(IdOf(_last[0]) == Completing ? 1 : 0);
        }
    }

    /// <summary>Takes in what was stored.</summary>
    public void Restore(Evidence evidence)
    {
        if (_first.Count < First)
        {
            _first.Add(evidence);
        }
        else
        {
            _last.Add((evidence, null));
        }
    }

    /// <summary>Whether a signal's event is among it.</summary>
    public bool Has(PackedSignal signal)
    {
        foreach (var known in _first)
        {
            if (known.Time == signal.Time && known.EventId == signal.Event.ToString())
            {
                return true;
            }
        }

        foreach (var (restored, known) in _last)
        {
            if (
                known is not null
                    ? known.Time == signal.Time && known.Event == signal.Event
                    : restored!.Time == signal.Time && restored.EventId == signal.Event.ToString()
            ) // it is one of the two
            {
                return true;
            }
        }

        return false;
    }

    public EvidenceList Copy()
    {
        var copy = new EvidenceList { Completing = Completing };
        copy._first.AddRange(_first);
        copy._last.AddRange(_last);
        return copy;
    }

    private static EventKey IdOf((Evidence? Restored, PackedSignal? Signal) evidence) => evidence.Signal?.Event ?? EventKey.Of(evidence.Restored!.EventId); // it is one of the two
}
