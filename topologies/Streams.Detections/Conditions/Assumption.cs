using Streams.Detections.Matching;

namespace Streams.Detections.Conditions;

/// <summary>A selection of which it is assumed whether it holds, to learn what a condition says by its form alone. One thread.</summary>
internal sealed class Assumption : Expression
{
    public bool Holds { get; set; }

    public override bool Matches(EventView view) => Holds;
}
