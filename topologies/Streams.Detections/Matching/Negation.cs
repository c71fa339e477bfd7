namespace Streams.Detections.Matching;

internal sealed class Negation(Expression part) : Expression
{
    public override bool Matches(EventView view) => !part.Matches(view);
}
