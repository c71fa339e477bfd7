using System.Text;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Says why a source took an element for none of its own: what was seen, and what was expected. Not for the hot path.</summary>
internal static class Refusal
{
    private const int MostKeys = 5;
    private const int LongestKey = 32;

    /// <summary>The reason and the words.</summary>
    public static (DeadReason Reason, string Detail) Of(Element element, SourceDefinition source)
    {
        if (source.Origin is { Count: > 1 } && element.IsOfContainer)
        {
            return (DeadReason.WrongKind, $"looks like a container's line; expected {source.Expected}{Within(element)}");
        }

        var seen = (element.IsCollected && JsonStart.IsObject(element.Bytes.Span) ? Appearance.Of(element.Bytes) : null) ?? Appearance.Of(element.Body);
        if (element.IsObject && seen is null)
        {
            var reason = element.IsCollected || source.OfObjects ? DeadReason.WrongKind : DeadReason.UnknownEnvelope;
            return (reason, $"a JSON object that is neither {source.Expected} nor a known envelope; its keys: {Keys(element)}");
        }

        return seen is null
            ? (
                source.OfObjects ? DeadReason.InvalidJson : DeadReason.Malformed,
                source.OfObjects ? $"not a JSON object; expected {source.Expected}" : $"not {source.Expected}"
            )
            : (
                DeadReason.WrongKind,
                $"looks like {seen}{(element.IsObject && source.OfObjects ? $"; its keys: {Keys(element)}" : "")}; expected {source.Expected}{Within(element)}"
            );
    }

    private static string Within(Element element) => element.Envelope == Element.Bare ? "" : $", in the envelope of {element.Envelope}";

    /// <summary>The words for JSON that does not parse.</summary>
    public static string Broken(string envelope, bool cut)
    {
        var what = cut ? "truncated: the JSON ends in the middle" : "not valid JSON";
        return envelope == Element.Bare ? what : $"{what}, inside the envelope of {envelope}";
    }

    private static string Keys(Element element)
    {
        if (element.TryOutline() is not null)
        {
            return "none that can be read";
        }

        var (outline, text, count) = (element.Outline, new StringBuilder(), 0);
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (count++ == MostKeys)
            {
                return text.Append(" …").ToString();
            }

            var name = outline.Name(node);
            text.Append(count == 1 ? "" : ", ").Append(Encoding.UTF8.GetString(name.Length > LongestKey ? name[..LongestKey] : name));
        }

        return count == 0 ? "none" : text.ToString();
    }
}
