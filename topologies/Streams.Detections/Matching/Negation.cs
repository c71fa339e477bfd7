namespace Streams.Detections.Matching;

internal sealed class Negation(Expression part) : Expression
{
    public override int Cost => part.Cost;

    public override bool Matches(EventView view) => !part.Matches(view);

    public override bool CanMatch(IReadOnlySet<int> absent) => !part.MustMatch(absent);

    public override bool MustMatch(IReadOnlySet<int> absent) => !part.CanMatch(absent);

    public override void Suppose(bool holds, ISupposition supposition) => supposition.Suppose(part, !holds);
}
