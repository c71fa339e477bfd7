using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Every match.</summary>
internal sealed class EachPattern(PatternModel model) : Pattern(model)
{
    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner) =>
        new Firing(inner?.Signals ?? new[] { completing }, completing);
}
