using System.Text.Json;

namespace Streams.Detections.Matching;

/// <summary>
/// Reads a JSON document once and keeps the value of every field that a rule looks at. Arrays are descended into; every member that has the field gives a value.
/// Of two ways to a field (<c>{"a.b":1,"a":{"b":2}}</c>) the longer key wins, of a repeated key the last: where a document has either, its fields are looked up one by one.
/// </summary>
internal sealed class JsonExtractor(FieldPlan plan, SlotTable table)
{
    /// <summary>As deep as a document may nest.</summary>
    public const int MaxDepth = 64;

    private readonly ulong[] _ways = new ulong[plan.Slots.Count];
    private readonly long[] _visited = new long[plan.EdgeCount];
    private readonly JsonFrame[] _frames = new JsonFrame[MaxDepth + 1];
    private char[] _name = new char[128];
    private long _objects;
    private bool _isAmbiguous;

    /// <summary>Adds the values to the table; a field that has a value already keeps it.</summary>
    /// <returns>Whether the document is an object; of another its own value is in the slot of <c>.</c>, where a rule asks for it.</returns>
    /// <exception cref="JsonException">The text is no JSON; the table then holds a part of it.</exception>
    public bool Extract(ReadOnlyMemory<byte> json)
    {
        foreach (var slot in table.Found)
        {
            _ways[slot] = 0;
        }

        _isAmbiguous = false;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        var isObject = Walk(ref reader, json.Span);
        if (_isAmbiguous)
        {
            LookUpOneByOne(json);
        }

        return isObject;
    }

    private bool Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var collectsAll = plan.Keyword >= 0;
        var depth = 0;
        var isObject = false;
        _frames[0] = new JsonFrame(null, plan.Root, 1, 0, true); // as if the document were a member of an array
        PathEdge? edge = null;
        var way = 1UL;
        while (reader.Read())
        {
            ref readonly var frame = ref _frames[depth];
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    edge =
                        frame.Node is null ? null
                        : reader.ValueIsEscaped ? frame.Node.Find(Unescape(ref reader))
                        : frame.Node.Find(reader.ValueSpan);
                    if (edge is not null)
                    {
                        way = (frame.Way << edge.Segments) | 1;
                        _isAmbiguous |= _visited[edge.Id] == frame.Object;
                        _visited[edge.Id] = frame.Object;
                    }
                    else if (!collectsAll)
                    {
                        reader.Skip();
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    depth--;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    (edge, way) = frame.IsArray ? (frame.Edge, frame.Way) : (edge, way);
                    var isArray = reader.TokenType == JsonTokenType.StartArray;
                    isObject |= depth == 0 && !isArray;
                    if (edge is not null && edge != plan.Root)
                    {
                        AddContainer(in reader, edge, way, isArray, json);
                    }

                    if (!collectsAll && edge is { Child: null } && (!isArray || edge.Slots.Length == 0))
                    {
                        reader.Skip();
                        break;
                    }

                    _frames[++depth] = isArray ? new JsonFrame(null, edge, way, 0, true) : new JsonFrame(edge?.Child, null, way, ++_objects, false);
                    break;
                default:
                    (edge, way) = frame.IsArray ? (frame.Edge, frame.Way) : (edge, way);
                    AddScalar(ref reader, edge, way);
                    break;
            }
        }

        return isObject;
    }

    private void AddScalar(ref Utf8JsonReader reader, PathEdge? edge, ulong way)
    {
        if (edge is { Slots.Length: 0 } && plan.Keyword < 0 && edge.Wholes.Length == 0)
        {
            return;
        }

        var (kind, start, length) = Read(ref reader);
        if (plan.Keyword >= 0)
        {
            table.Add(plan.Keyword, kind, start, length);
        }

        if (edge is null)
        {
            return;
        }

        foreach (var slot in edge.Slots)
        {
            Add(slot, way, kind, start, length);
        }

        foreach (var slot in edge.Wholes)
        {
            Add(slot, way, kind, (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
        }
    }

    private void AddContainer(in Utf8JsonReader reader, PathEdge edge, ulong way, bool isArray, ReadOnlySpan<byte> json)
    {
        if (edge.Wholes.Length > 0)
        {
            var ahead = reader;
            ahead.Skip();
            foreach (var slot in edge.Wholes)
            {
                Add(slot, way, isArray ? SlotKind.Array : SlotKind.Object, (int)reader.TokenStartIndex, (int)(ahead.BytesConsumed - reader.TokenStartIndex));
            }
        }

        if (isArray && json[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8) is not [(byte)']', ..])
        {
            return;
        }

        foreach (var slot in edge.Slots)
        {
            Add(slot, way, isArray ? SlotKind.Array : SlotKind.Object, 0, 0);
        }
    }

    private (SlotKind Kind, int Start, int Length) Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var length = reader.CopyString(table.Reserve(reader.ValueSpan.Length));
                return (SlotKind.Text, table.Keep(length), length);
            case JsonTokenType.Null:
                return (SlotKind.Null, 0, 0);
            default:
                var isNumber = reader.TokenType == JsonTokenType.Number;
                var text = isNumber ? JsonNumbers.Copy(reader.ValueSpan, table) : table.Copy(reader.ValueSpan);
                return (isNumber ? SlotKind.Number : SlotKind.Boolean, text.Start, text.Length);
        }
    }

    private void Add(int slot, ulong way, SlotKind kind, int start, int length)
    {
        if (!table.Has(slot))
        {
            _ways[slot] = way;
        }
        else if (_ways[slot] != way)
        {
            if (_ways[slot] == 0)
            {
                return;
            }

            _isAmbiguous = true;
        }

        table.Add(slot, kind, start, length);
    }

    private void LookUpOneByOne(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        foreach (var slot in plan.Slots)
        {
            if (!slot.IsWhole && slot.Index != plan.Keyword && slot.Entity is null && table.Has(slot.Index) && _ways[slot.Index] != 0)
            {
                table.Remove(slot.Index);
                JsonFieldLookup.Find(document.RootElement, slot, table);
            }
        }
    }

    private ReadOnlySpan<byte> Unescape(ref Utf8JsonReader reader)
    {
        if (_name.Length < reader.ValueSpan.Length)
        {
            _name = new char[reader.ValueSpan.Length];
        }

        var length = reader.CopyString(_name);
        return System.Text.Encoding.UTF8.GetBytes(_name, 0, length);
    }
}
