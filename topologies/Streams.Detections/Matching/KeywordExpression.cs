using System.Text.Json;

namespace Streams.Detections.Matching;

/// <summary>A keyword: any text of the event, at any depth, matches.</summary>
internal sealed class KeywordExpression(int messageSlot, ValueMatcher matcher) : Expression
{
    public override bool Matches(EventView view)
    {
        if (view.Document() is { ValueKind: JsonValueKind.Object } root)
        {
            return AnyText(root, view);
        }

        foreach (ref readonly var value in view.Values(messageSlot))
        {
            if (matcher.Matches(in value, view))
            {
                return true;
            }
        }

        return view.MatchLine(matcher);
    }

    private bool AnyText(JsonElement element, EventView view)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (AnyText(property.Value, view))
                    {
                        return true;
                    }
                }

                return false;
            case JsonValueKind.Array:
                foreach (var member in element.EnumerateArray())
                {
                    if (AnyText(member, view))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return view.MatchOnce(element, matcher);
        }
    }
}
