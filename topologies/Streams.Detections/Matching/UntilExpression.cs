using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>An exception that ends: from a time on it excepts nothing more. An event without a time is judged as if it were in force.</summary>
/// <param name="until">The first event time at which it is over.</param>
/// <param name="condition">What it keeps until then.</param>
internal sealed class UntilExpression(Timestamp until, Expression condition) : Expression
{
    public override int Cost => condition.Cost;

    public override bool Matches(EventView view) => (view.Time.IsKnown && view.Time >= until) || condition.Matches(view);

    /// <summary>Until then.</summary>
    public override void Suppose(bool holds, ISupposition supposition) => supposition.Suppose(condition, holds);
}
