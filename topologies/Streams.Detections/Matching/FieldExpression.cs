namespace Streams.Detections.Matching;

/// <summary>A field against one value; any of the field's values may match. A missing field equals null.</summary>
internal sealed class FieldExpression(int slot, ValueMatcher matcher) : Expression
{
    public override bool Matches(EventView view)
    {
        var values = view.Values(slot);
        if (values.IsEmpty)
        {
            return matcher.MatchesMissing;
        }

        foreach (ref readonly var value in values)
        {
            if (matcher.Matches(in value, view))
            {
                return true;
            }
        }

        return false;
    }
}
