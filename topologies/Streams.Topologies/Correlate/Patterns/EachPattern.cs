namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Every match.</summary>
internal sealed class EachPattern(PatternModel model) : Pattern(model)
{
    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, ReadOnlyMemory<PackedSignal>? signals) => new Firing(signals ?? new[] { completing }, completing);
}
