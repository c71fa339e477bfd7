using System.Text.Json;

namespace Streams.Detections.Matching;

/// <summary>
/// Finds a field in a JSON object: the exact flat key, else the longest literal key at each level, else nesting.
/// Arrays are descended into; every member that has the field gives a value.
/// </summary>
internal static class JsonFieldLookup
{
    public static void Find(JsonElement root, FieldSlot slot, EventView view) => Descend(root, slot.Literals, 0, view);

    private static bool Descend(JsonElement element, byte[][][] literals, int from, EventView view)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var any = false;
            foreach (var member in element.EnumerateArray())
            {
                any |= Descend(member, literals, from, view);
            }

            return any;
        }

        if (from == literals.Length)
        {
            view.AddValue(element);
            return true;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        for (var length = literals[from].Length; length > 0; length--)
        {
            if (element.TryGetProperty(literals[from][length - 1], out var child) && Descend(child, literals, from + length, view))
            {
                return true;
            }
        }

        return false;
    }
}
