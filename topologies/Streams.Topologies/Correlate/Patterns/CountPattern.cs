using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// <c>event_count</c> with a lower bound: the last n signals lie within the timespan. <c>value_count</c> and <c>score</c>: n distinct values do; a value's latest signal stands for it.
/// </summary>
internal sealed class CountPattern(PatternModel model, bool countsValues) : Pattern(model)
{
    private SignalWindow _recent = new();

    /// <summary>The matches of inner correlations; null: there was none.</summary>
    private List<InnerMatch>? _matches;

    /// <inheritdoc/>
    public override bool IsEmpty => _recent.Count == 0 && _matches is not { Count: > 0 } && base.IsEmpty;

    /// <inheritdoc/>
    public override bool MayFire(long more) => Counted() + (_matches?.Count ?? 0) + more >= Model.Bound;

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        _recent.DropBefore(before - Model.Timespan);
        Matches(before);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        _recent.DropBefore(completing.Time - Model.Timespan);
        if (inner is { } chained)
        {
            return Chained(index, completing, chained);
        }

        if (countsValues)
        {
            _recent.DropValueOf(completing);
        }

        _recent.Add(completing, Model.Bound);
        var matches = Matches(completing.Time);
        return Counted() + matches >= Model.Bound
            ? new Firing(
                All(),
                completing,
                countsValues ? _recent.Count
                    : _matches is null ? null
                    : Counted() + matches,
                IsOrdered: _matches is null
            )
            : null;
    }

    /// <summary>The values, or the events, of the window that are no match of a correlation.</summary>
    private long Counted() => countsValues ? _recent.Count : _recent.Events;

    private Firing? Chained(int index, PackedSignal completing, in InnerFiring inner)
    {
        _matches = [.. (_matches ?? []).Where(m => m.Completing.Time >= completing.Time - Model.Timespan)];
        var signals = inner.Signals.ToArray();
        var last = inner.Continues ? _matches.FindLastIndex(m => m.Index == index) : -1;
        if (last >= 0)
        {
            signals = InnerMatch.InOrder([.. _matches[last].Signals, .. signals]);
            signals = signals.Length > InnerMatch.Most ? signals[^InnerMatch.Most..] : signals;
            _matches.RemoveAt(last);
        }

        _matches.Add(new InnerMatch(index, completing, signals));
        return Counted() + _matches.Count >= Model.Bound ? new Firing(All(), completing, Counted() + _matches.Count) : null;
    }

    private int Matches(Timestamp time)
    {
        _matches?.RemoveAll(m => m.Completing.Time < time - Model.Timespan);
        return _matches?.Count ?? 0;
    }

    private ReadOnlyMemory<PackedSignal> All()
    {
        if (_matches is not { Count: > 0 } matches)
        {
            return _recent.All;
        }

        var all = new List<PackedSignal>(_recent.All.ToArray());
        matches.ForEach(m => all.AddRange(m.Signals));
        return InnerMatch.InOrder(all);
    }

    /// <inheritdoc/>
    protected override void Separate() => (_recent, _matches) = (_recent.Copy(), _matches is null ? null : [.. _matches]);

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer)
    {
        _recent.Write(writer);
        InnerMatch.Write(_matches, writer);
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        _recent.Read(ref reader, Model.Leaves);
        _matches = InnerMatch.Read(ref reader, Model.Leaves, version);
    }
}
