using System.Text;
using System.Text.Unicode;

namespace Streams.Detections.Matching;

/// <summary>
/// The values of all fields of one event: texts in one growing buffer, beside it the same texts folded for comparison without case. Nothing is allocated in steady state.
/// </summary>
internal sealed class SlotTable
{
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _found;
    private SlotValue[] _values = new SlotValue[64];
    private char[] _chars = new char[4096];
    private char[] _folded = new char[4096];
    private int _foundCount;
    private int _valueCount;
    private int _charCount;

    public SlotTable(int slots)
    {
        (_first, _last, _found) = (new int[slots], new int[slots], new int[slots]);
        Array.Fill(_first, -1);
    }

    /// <summary>The fields that have a value.</summary>
    public ReadOnlySpan<int> Found => _found.AsSpan(0, _foundCount);

    /// <summary>Whether every text is ASCII.</summary>
    public bool IsAscii { get; private set; }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        foreach (var slot in Found)
        {
            _first[slot] = -1;
        }

        (_foundCount, _valueCount, _charCount) = (0, 0, 0);
    }

    /// <summary>The number of values; each has the next number.</summary>
    public int Count => _valueCount;

    /// <summary>The first value of a field, or -1.</summary>
    public int First(int slot) => _first[slot];

    public bool Has(int slot) => _first[slot] >= 0;

    public ref readonly SlotValue this[int index] => ref _values[index];

    public ReadOnlySpan<char> Text(in SlotValue value) => _chars.AsSpan(value.Start, value.Length);

    /// <summary>The text folded by <see cref="CaseFolding"/>; only after <see cref="Fold"/>.</summary>
    public ReadOnlySpan<char> Folded(in SlotValue value) => _folded.AsSpan(value.Start, value.Length);

    /// <summary>Folds all texts.</summary>
    public void Fold()
    {
        var text = _chars.AsSpan(0, _charCount);
        IsAscii = Ascii.IsValid(text);
        CaseFolding.Fold(text, _folded);
    }

    /// <summary>Room for a text of at most so many characters.</summary>
    public Span<char> Reserve(int length)
    {
        if (_charCount + length > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _charCount + length));
            Array.Resize(ref _folded, _chars.Length);
        }

        return _chars.AsSpan(_charCount);
    }

    /// <summary>Keeps what was written into the reserved room.</summary>
    /// <returns>Where it begins.</returns>
    public int Keep(int length)
    {
        _charCount += length;
        return _charCount - length;
    }

    /// <summary>Copies UTF-8 text; bytes that are none become U+FFFD.</summary>
    public (int Start, int Length) Copy(ReadOnlySpan<byte> utf8)
    {
        Utf8.ToUtf16(utf8, Reserve(utf8.Length), out _, out var written);
        return (Keep(written), written);
    }

    /// <summary>Copies text.</summary>
    public (int Start, int Length) Copy(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        return (Keep(text.Length), text.Length);
    }

    /// <summary>Adds a value to a field.</summary>
    public void Add(int slot, SlotKind kind, int start, int length)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount] = new SlotValue(kind, start, length, -1);
        if (_first[slot] < 0)
        {
            _first[slot] = _valueCount;
            _found[_foundCount++] = slot;
        }
        else
        {
            ref var last = ref _values[_last[slot]];
            last = last with { Next = _valueCount };
        }

        _last[slot] = _valueCount++;
    }

    /// <summary>Takes a field's values away.</summary>
    public void Remove(int slot)
    {
        if (_first[slot] < 0)
        {
            return;
        }

        _first[slot] = -1;
        var at = Array.IndexOf(_found, slot, 0, _foundCount);
        _found[at] = _found[--_foundCount];
    }
}
