using System.Text.Json;

namespace Streams.Detections.Tests.Matching;

/// <summary>Field look-up by the letter of docs/sigma.md, one field at a time on a parsed document: what the one-pass extraction must equal.</summary>
internal static class ReferenceLookup
{
    public static List<string> Find(JsonElement root, string field)
    {
        var found = new List<string>();
        Descend(root, field, found);
        return found;
    }

    private static bool Descend(JsonElement at, string rest, List<string> found)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Array:
                return at.EnumerateArray().Aggregate(rest.Length == 0 && at.GetArrayLength() == 0, (any, member) => Descend(member, rest, found) || any);
            case JsonValueKind.Null when rest.Length == 0:
                return true;
            case JsonValueKind.String when rest.Length == 0:
                found.Add(at.GetString()!); // a string
                return true;
            case JsonValueKind.Object when rest.Length == 0:
                return true;
            case var _ when rest.Length == 0:
                found.Add(at.GetRawText());
                return true;
            case JsonValueKind.Object:
                for (var end = rest.Length; end > 0; end = rest.LastIndexOf('.', end - 1))
                {
                    if (at.TryGetProperty(rest[..end], out var child) && Descend(child, end == rest.Length ? "" : rest[(end + 1)..], found))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }
}
