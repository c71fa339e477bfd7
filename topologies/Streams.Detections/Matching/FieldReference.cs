namespace Streams.Detections.Matching;

/// <summary><c>field|fieldref: other</c>, with startswith, endswith and contains.</summary>
internal sealed class FieldReference(int slot, int other, TextPosition position, StringComparison comparison) : Expression
{
    public override bool Matches(EventView view)
    {
        var right = view.Values(other).ToArray();
        foreach (ref readonly var value in view.Values(slot))
        {
            foreach (ref readonly var against in right.AsSpan())
            {
                if (value.Kind != SlotKind.Null && against.Kind != SlotKind.Null
                    && position.Holds(view.Text(in value), view.Text(in against), comparison))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
