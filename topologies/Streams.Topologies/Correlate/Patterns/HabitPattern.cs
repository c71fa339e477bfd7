using Streams.Detections.Correlations.Habit;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>streams.habit</c>: stage B has judged; the signal that makes the condition hold says how many of the latest ones suffice, itself included.</summary>
internal sealed class HabitPattern(PatternModel model) : Pattern(model)
{
    /// <summary>The most that are remembered, as in stage B.</summary>
    private const int Most = 256;

    /// <summary>How long after its time stage B may tell of a surprise: it waits whether a denied destination is tried again.</summary>
    private const long Delay = 120 * Timestamp.Second;
    private readonly long _memory = TimeOptions.Nanos(((HabitDefinition)model.Definition).LongTimespan ?? TimeSpan.Zero);
    private SignalWindow _recent = new();

    /// <inheritdoc/>
    public override bool IsEmpty => _recent.Count == 0 && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        _recent.DropBefore(before - Math.Max(_memory, Model.Timespan) - Delay);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        _recent.Add(completing, Most);
        return completing.Number is { } sufficing
            ? new Firing(_recent.All[Math.Max(0, _recent.Count - (int)sufficing)..], completing, completing.Score.Score, IsOrdered: true)
            : null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _recent = _recent.Copy();

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer) => _recent.Write(writer);

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version) => _recent.Read(ref reader, Model.Leaves);
}
