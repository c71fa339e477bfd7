using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Every match.</summary>
internal sealed class EachPattern(PatternModel model) : Pattern(model)
{
    /// <inheritdoc/>
    protected override Firing? Input(int index, Signal completing, IReadOnlyList<Signal>? signals) => new(signals ?? [completing], completing);
}
