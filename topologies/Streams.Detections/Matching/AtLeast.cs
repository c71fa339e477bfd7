namespace Streams.Detections.Matching;

/// <summary><c>2 of selection_*</c>.</summary>
internal sealed class AtLeast(int count, Expression[] parts) : Expression
{
    public override bool Matches(EventView view)
    {
        var left = count;
        foreach (var part in parts)
        {
            if (part.Matches(view) && --left == 0)
            {
                return true;
            }
        }

        return false;
    }
}
