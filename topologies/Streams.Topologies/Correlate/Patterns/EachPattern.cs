namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Every match.</summary>
public sealed class EachPattern : Pattern
{
    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired) => fired;
}
