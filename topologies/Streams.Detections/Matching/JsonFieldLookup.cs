using System.Runtime.InteropServices;
using System.Text.Json;

namespace Streams.Detections.Matching;

/// <summary>
/// Finds one field in a JSON object by the letter of the rule: the longest literal key at each level, else nesting; the last of a repeated key.
/// </summary>
internal static class JsonFieldLookup
{
    public static void Find(JsonElement root, FieldSlot slot, SlotTable table) => Descend(root, slot, 0, table);

    private static bool Descend(JsonElement element, FieldSlot slot, int from, SlotTable table)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var any = from == slot.Segments.Length && element.GetArrayLength() == 0;
            if (any)
            {
                table.Add(slot.Index, SlotKind.Array, 0, 0);
            }

            foreach (var member in element.EnumerateArray())
            {
                any |= Descend(member, slot, from, table);
            }

            return any;
        }

        if (from == slot.Segments.Length)
        {
            Add(element, slot.Index, table);
            return true;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        for (var to = slot.Segments.Length; to > from; to--)
        {
            if (element.TryGetProperty(string.Join('.', slot.Segments, from, to - from), out var child) && Descend(child, slot, to, table))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(JsonElement element, int slot, SlotTable table)
    {
        (int Start, int Length) text = element.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Object => (0, 0),
            JsonValueKind.String => table.Copy(element.GetString()),
            JsonValueKind.Number => JsonNumbers.Copy(JsonMarshal.GetRawUtf8Value(element), table),
            _ => table.Copy(JsonMarshal.GetRawUtf8Value(element)),
        };
        table.Add(slot, KindOf(element.ValueKind), text.Start, text.Length);
    }

    private static SlotKind KindOf(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Null => SlotKind.Null,
            JsonValueKind.String => SlotKind.Text,
            JsonValueKind.Number => SlotKind.Number,
            JsonValueKind.Object => SlotKind.Object,
            _ => SlotKind.Boolean,
        };
}
