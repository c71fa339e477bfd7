namespace Streams.Detections.Matching;

internal sealed class AnyOf(Expression[] parts) : Expression
{
    public override bool Matches(EventView view)
    {
        foreach (var part in parts)
        {
            if (part.Matches(view))
            {
                return true;
            }
        }

        return false;
    }
}
