using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Streams.Detections.Fields;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>
/// One event as rules see it: fields are looked up on first use and kept until the next event. Reused; owned by one thread.
/// </summary>
public sealed class EventView : IDisposable
{
    private readonly FieldSlots _slots;
    private readonly (int First, int Count, int Generation)[] _found;
    private SlotValue[] _values = new SlotValue[64];
    private char[] _chars = new char[4096];
    private JsonDocument? _document;
    private int _generation;
    private int _valueCount;
    private int _charCount;

    /// <summary>A view for the rules of a set.</summary>
    public EventView(FieldSlots slots)
    {
        _slots = slots;
        _found = new (int, int, int)[_slots.Count];
    }

    /// <summary>The event.</summary>
    public ParsedEvent Event { get; private set; } = null!; // set by Set before any use

    /// <summary>What it is about.</summary>
    public EntitySet Entities { get; private set; } = null!; // set by Set before any use

    /// <summary>Looks at another event.</summary>
    public void Set(ParsedEvent parsed, EntitySet entities)
    {
        _document?.Dispose();
        _document = null;
        (Event, Entities) = (parsed, entities);
        (_valueCount, _charCount) = (0, 0);
        _generation++;
    }

    /// <summary>The texts of a field; empty where the event lacks it. For group keys and counted values, not the hot path.</summary>
    public IReadOnlyList<string> Strings(int slot)
    {
        var values = Values(slot);
        var texts = new List<string>(values.Length);
        foreach (var value in values)
        {
            if (value.Kind != SlotKind.Null)
            {
                texts.Add(new string(Text(in value)));
            }
        }

        return texts;
    }

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();

    internal ReadOnlySpan<SlotValue> Values(int slot)
    {
        ref var found = ref _found[slot];
        if (found.Generation != _generation)
        {
            var first = _valueCount;
            LookUp(_slots[slot]);
            found = (first, _valueCount - first, _generation);
        }

        return _values.AsSpan(found.First, found.Count);
    }

    internal ReadOnlySpan<char> Text(in SlotValue value) => _chars.AsSpan(value.Start, value.Length);

    /// <summary>The whole document: a JSON element, or default where the event is a line.</summary>
    internal JsonElement Document()
    {
        if (!Event.IsJson)
        {
            return default;
        }

        _document ??= JsonDocument.Parse(Event.Document, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = true });
        return _document.RootElement;
    }

    internal void AddValue(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                AddJsonString(JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonValueKind.Number:
                AddText(SlotKind.Number, JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                AddText(SlotKind.Boolean, JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonValueKind.Object:
                AddText(SlotKind.Text, JsonMarshal.GetRawUtf8Value(element));
                break;
            default:
                Append(new SlotValue(SlotKind.Null, 0, 0));
                break;
        }
    }

    /// <summary>Matches one value of the document without keeping its text.</summary>
    internal bool MatchOnce(JsonElement element, ValueMatcher matcher)
    {
        var (values, chars) = (_valueCount, _charCount);
        AddValue(element);
        var matches = matcher.Matches(in _values[values], this);
        (_valueCount, _charCount) = (values, chars);
        return matches;
    }

    /// <summary>Matches the event's whole line.</summary>
    internal bool MatchLine(ValueMatcher matcher)
    {
        var (values, chars) = (_valueCount, _charCount);
        AddText(SlotKind.Text, Event.Document.Span);
        var matches = matcher.Matches(in _values[values], this);
        (_valueCount, _charCount) = (values, chars);
        return matches;
    }

    private void LookUp(FieldSlot slot)
    {
        if (slot.Entity is { } kind)
        {
            if (Entities[kind] is { } text)
            {
                AddText(SlotKind.Text, text);
            }

            return;
        }

        if (Taxonomy.Resolve(slot.Name, Event, this))
        {
            return;
        }

        var before = _valueCount;
        if (Event.IsJson && Document() is { ValueKind: JsonValueKind.Object } root)
        {
            JsonFieldLookup.Find(root, slot, this);
        }

        if (_valueCount == before && slot.Canonical is { } field)
        {
            AddField(field);
        }
    }

    /// <summary>Adds every value that a canonical field has; false where it has none.</summary>
    internal bool AddField(Field field)
    {
        var fields = Event.Fields;
        if (!fields.Has(field))
        {
            return false;
        }

        for (var i = 0; i < fields.Count; i++)
        {
            var value = fields.At(i);
            if (value.Field == field)
            {
                AddText(value.Kind switch { FieldKind.Number => SlotKind.Number, FieldKind.Boolean => SlotKind.Boolean, _ => SlotKind.Text }, value.Text);
            }
        }

        return true;
    }

    internal void AddText(SlotKind kind, ReadOnlySpan<byte> utf8)
    {
        var length = Encoding.UTF8.GetChars(utf8, Reserve(utf8.Length));
        Append(new SlotValue(kind, _charCount, length));
        _charCount += length;
    }

    internal void AddText(SlotKind kind, ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        Append(new SlotValue(kind, _charCount, text.Length));
        _charCount += text.Length;
    }

    private void AddJsonString(ReadOnlySpan<byte> quoted)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            AddText(SlotKind.Text, quoted[1..^1]);
            return;
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var length = reader.CopyString(Reserve(quoted.Length));
        Append(new SlotValue(SlotKind.Text, _charCount, length));
        _charCount += length;
    }

    private Span<char> Reserve(int length)
    {
        if (_charCount + length > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _charCount + length));
        }

        return _chars.AsSpan(_charCount);
    }

    private void Append(SlotValue value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount++] = value;
    }
}
