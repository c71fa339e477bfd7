namespace Streams.Detections.Matching;

internal sealed class Negation(Expression part) : Expression
{
    public override int Cost => part.Cost;

    public override bool Matches(EventView view) => !part.Matches(view);
}
