using System.Runtime.InteropServices;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns.Sequences;

/// <summary>What a group has of one step of a sequence: its latest matches, as many as it takes, and the beginning that they complete. Of several beginnings the latest counts.</summary>
internal sealed class StepState
{
    private const int Most = 64;

    private readonly List<StepMatch> _matches = [];

    /// <summary>The first to match of what must not come before the next step: those of one time, for any later ones add nothing.</summary>
    private readonly List<PackedSignal> _breakers = [];

    /// <summary>
    /// The beginning that the last event has replaced, with its breakers: where an event is a step and completes the next as well, it follows what was there before it.
    /// The signals of one event are taken in together, so this is not stored.
    /// </summary>
    private (Beginning? Done, PackedSignal[] Breakers) _replaced = (null, []);

    private Beginning? _done;

    public bool IsEmpty => _matches.Count == 0;

    public IReadOnlyList<StepMatch> Matches => _matches;

    public IReadOnlyList<PackedSignal> Breakers => _breakers;

    /// <summary>The latest beginning that a signal may follow; null: there is none.</summary>
    public Beginning? Before(PackedSignal signal, long timespan)
    {
        var (done, breakers) = _done?.Last.Event == signal.Event ? _replaced : (_done, CollectionsMarshal.AsSpan(_breakers).IsEmpty ? [] : [.. _breakers]);
        return
            done is not null
            && signal.Time - done.Start <= timespan
            && done.MayPrecede(signal)
            && !Array.Exists(breakers, b => b.Event != signal.Event && Beginning.IsSurelyBefore(b, signal))
            ? done
            : null;
    }

    /// <summary>Takes in a match.</summary>
    /// <param name="match">The match.</param>
    /// <param name="continues">Whether it is the last one going on, a burst of a correlation.</param>
    /// <param name="runs">How many the step takes.</param>
    /// <returns>The beginning that it completes; null: none yet.</returns>
    public Beginning? Add(StepMatch match, bool continues, int runs)
    {
        if (continues && _matches.Count > 0)
        {
            _matches.RemoveAt(_matches.Count - 1);
        }

        if (!match.IsFirst && _matches is [{ Before: { } begun }, ..] && !begun.MayPrecede(match.Completing))
        {
            return null;
        }

        _matches.Add(match);
        var events = 0;
        foreach (var known in _matches)
        {
            events += known.Events;
        }

        // The latest that can be the first is kept, and the last of the others.
        while (_matches.Count > 1 && (MayBeFirst(1) ? 0 : 1) is var next && events - _matches[next].Events >= runs)
        {
            events -= _matches[next].Events;
            _matches.RemoveAt(next);
        }

        return events < runs || !MayBeFirst(0) ? null : Complete();
    }

    /// <summary>Where a beginning came to be at a time at which the next step has matched already, elsewhere: those matches follow it.</summary>
    /// <returns>The beginning that is the later one for it; null: nothing has changed, or the step is not complete.</returns>
    public Beginning? Follow(Beginning before, int runs)
    {
        var (changed, events) = (false, 0);
        foreach (ref var match in CollectionsMarshal.AsSpan(_matches))
        {
            events += match.Events;
            if (match.Completing.Time == before.Last.Time && match.Start < before.Start && before.MayPrecede(match.Completing))
            {
                match = match with { Before = before, IsFirst = true };
                changed = true;
            }
        }

        return changed && events >= runs && MayBeFirst(0) ? Complete() : null;
    }

    /// <summary>Whether a match has a beginning before it that all behind it may follow: an event counts once.</summary>
    private bool MayBeFirst(int place)
    {
        var first = _matches[place];
        for (var i = place + 1; first.IsFirst && first.Before is { } before && i < _matches.Count; i++)
        {
            if (!before.MayPrecede(_matches[i].Completing))
            {
                return false;
            }
        }

        return first.IsFirst;
    }

    /// <summary>Something happened that must not come before the next step.</summary>
    public void Break(PackedSignal signal)
    {
        if (
            _done is { } done
            && Beginning.IsSurelyBefore(done.Last, signal)
            && _breakers.Count < Most
            && (_breakers.Count == 0 || _breakers[0].Time == signal.Time)
        )
        {
            _breakers.Add(signal);
        }
    }

    /// <summary>Forgets what began before a time.</summary>
    public void Forget(Timestamp before)
    {
        var old = 0;
        while (old < _matches.Count && _matches[old].Start < before)
        {
            old++;
        }

        _matches.RemoveRange(0, old);
        if (_done is { } done && done.Start < before)
        {
            _done = null;
            _breakers.Clear();
        }

        _replaced = (null, []);
    }

    /// <summary>One of its own that has seen the same.</summary>
    public StepState Copy()
    {
        var copy = new StepState { _done = _done, _replaced = _replaced };
        copy._matches.AddRange(_matches);
        copy._breakers.AddRange(_breakers);
        return copy;
    }

    /// <summary>Takes up what was stored.</summary>
    public void Restore(IEnumerable<StepMatch> matches, IEnumerable<PackedSignal> breakers, int runs)
    {
        _matches.AddRange(matches);
        var events = 0;
        foreach (var match in _matches)
        {
            events += match.Events;
        }

        if (events >= runs)
        {
            _done = Made();
            _breakers.AddRange(breakers);
        }
    }

    private Beginning Complete()
    {
        var made = Made();
        if (_done?.Last.Event != made.Last.Event)
        {
            _replaced = (_done, [.. _breakers]);
        }

        _done = made;
        _breakers.Clear();
        return made;
    }

    private Beginning Made()
    {
        var matches = new PackedSignal[_matches.Count][];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = _matches[i].Signals;
        }

        return new Beginning(_matches[0].Before, matches, _matches[0].Start);
    }
}
