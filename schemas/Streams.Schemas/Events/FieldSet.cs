using System.Buffers.Text;
using System.Text;

namespace Streams.Schemas.Events;

/// <summary>
/// The canonical fields of one event, reused from event to event: values are copied into one growing buffer, nothing is allocated in steady state.
/// A field may be added several times (groups, repeated journal fields); look-up gives the first. Owned by one thread.
/// </summary>
public sealed class FieldSet
{
    private readonly int[] _first = new int[(int)Field.Count];
    private Entry[] _entries = new Entry[32];
    private byte[] _bytes = new byte[1024];
    private int _count;
    private int _used;

    private struct Entry
    {
        public Field Field;
        public FieldKind Kind;
        public int Start;
        public int Length;
        public long Number;
    }

    /// <summary>The number of values.</summary>
    public int Count => _count;

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        for (var i = 0; i < _count; i++)
        {
            _first[(int)_entries[i].Field] = 0;
        }

        (_count, _used) = (0, 0);
    }

    /// <summary>Forgets all values behind the first ones.</summary>
    public void Truncate(int count)
    {
        for (var i = _count - 1; i >= count; i--)
        {
            ref readonly var entry = ref _entries[i];
            _used = entry.Start;
            if (_first[(int)entry.Field] == i + 1)
            {
                _first[(int)entry.Field] = 0;
            }
        }

        _count = Math.Min(_count, count);
    }

    /// <summary>Adds the first value that another set has of a field.</summary>
    public void CopyFirst(FieldSet other, Field field)
    {
        if (other._first[(int)field] is not (var index and > 0))
        {
            return;
        }

        ref readonly var entry = ref other._entries[index - 1];
        var text = other.Bytes(in entry);
        text.CopyTo(Reserve(text.Length));
        Append(field, entry.Kind, _used, text.Length, entry.Number);
        _used += text.Length;
    }

    /// <summary>The field's first value is another text.</summary>
    public void Replace(Field field, ReadOnlySpan<byte> utf8)
    {
        if (_first[(int)field] is not (var index and > 0))
        {
            Add(field, utf8);
            return;
        }

        utf8.CopyTo(Reserve(utf8.Length));
        _entries[index - 1] = new Entry
        {
            Field = field,
            Kind = FieldKind.Text,
            Start = _used,
            Length = utf8.Length,
        };
        _used += utf8.Length;
    }

    /// <summary>Adds text (UTF-8, copied); an empty one is no value.</summary>
    public void Add(Field field, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return;
        }

        utf8.CopyTo(Reserve(utf8.Length));
        Append(field, FieldKind.Text, _used, utf8.Length, 0);
        _used += utf8.Length;
    }

    /// <summary>Adds text; an empty one is no value.</summary>
    public void Add(Field field, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var length = Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));
        Append(field, FieldKind.Text, _used, length, 0);
        _used += length;
    }

    /// <summary>Adds a number; its decimal text can be read as well.</summary>
    public void Add(Field field, long number)
    {
        Utf8Formatter.TryFormat(number, Reserve(20), out var length);
        Append(field, FieldKind.Number, _used, length, number);
        _used += length;
    }

    /// <summary>Adds a truth value; its text <c>true</c> or <c>false</c> can be read as well.</summary>
    public void Add(Field field, bool value)
    {
        Add(field, value ? "true"u8 : "false"u8);
        _entries[_count - 1].Kind = FieldKind.Boolean;
        _entries[_count - 1].Number = value ? 1 : 0;
    }

    /// <summary>Whether the field has a value.</summary>
    public bool Has(Field field) => _first[(int)field] != 0;

    /// <summary>The first value's text; empty where the field has none. Valid until the next change of the set.</summary>
    public ReadOnlySpan<byte> Text(Field field) => _first[(int)field] is var index and > 0 ? Bytes(in _entries[index - 1]) : default;

    /// <summary>The first value as a string, or null.</summary>
    public string? String(Field field) => Has(field) ? Encoding.UTF8.GetString(Text(field)) : null;

    /// <summary>The first value as a number; false where it is none.</summary>
    public bool TryNumber(Field field, out long number)
    {
        number = 0;
        if (_first[(int)field] is not (var index and > 0))
        {
            return false;
        }

        ref readonly var entry = ref _entries[index - 1];
        number = entry.Number;
        return entry.Kind == FieldKind.Number || (Utf8Parser.TryParse(Bytes(in entry), out number, out var used) && used == entry.Length);
    }

    /// <summary>The value at a place, 0 up to <see cref="Count"/>, in the order of adding.</summary>
    public FieldValue At(int index)
    {
        ref readonly var entry = ref _entries[index];
        return new FieldValue(entry.Field, entry.Kind, Bytes(in entry), entry.Number);
    }

    private ReadOnlySpan<byte> Bytes(in Entry entry) => _bytes.AsSpan(entry.Start, entry.Length);

    private Span<byte> Reserve(int length)
    {
        if (_used + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        }

        return _bytes.AsSpan(_used);
    }

    private void Append(Field field, FieldKind kind, int start, int length, long number)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = new Entry
        {
            Field = field,
            Kind = kind,
            Start = start,
            Length = length,
            Number = number,
        };
        if (_first[(int)field] == 0)
        {
            _first[(int)field] = _count;
        }
    }
}
