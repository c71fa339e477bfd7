using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>
/// The signals of a group that the watermark has passed, by a hash of event id, input and value: a copy that comes later is known by it.
/// The last <see cref="Most"/> are remembered, for as long as shippers are expected to send anything again.
/// </summary>
internal sealed class SettledIds
{
    /// <summary>The most ids of one group.</summary>
    public const int Most = 1_024;
    private const int Size = 24;

    /// <summary>Up to so many are looked through one by one; beyond it only where <see cref="_marks"/> has their mark.</summary>
    private const int Few = 16;
    private const int MaxMarks = 2 * Most;
    private const int Slots = 2 * MaxMarks;
    private readonly Queue<(long Time, ulong Upper, ulong Lower)> _order = new();

    /// <summary>32 bits of each id in a hash table; those that are forgotten stay until it is full and made anew. 0: a free slot.</summary>
    private uint[]? _marks;
    private int _marked;

    /// <summary>All of them as bytes: time and id, 24 bytes each.</summary>
    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[_order.Count * Size];
            var at = bytes.AsSpan();
            foreach (var (time, upper, lower) in _order)
            {
                BinaryPrimitives.WriteInt64LittleEndian(at, time);
                BinaryPrimitives.WriteUInt64LittleEndian(at[8..], lower);
                BinaryPrimitives.WriteUInt64LittleEndian(at[16..], upper);
                at = at[Size..];
            }

            return bytes;
        }
    }

    /// <summary>The highest event time among them; <see cref="long.MinValue"/> where there is none.</summary>
    public long Highest { get; private set; } = long.MinValue;

    /// <summary>How many are remembered.</summary>
    public int Count => _order.Count;

    /// <summary>What a signal is known by.</summary>
    public static UInt128 IdOf(Signal signal)
    {
        var (id, input, value) = (signal.Evidence.EventId, signal.Input, signal.Value ?? "");
        var length = id.Length + input.Length + value.Length + 2;
        Span<char> text = length <= 256 ? stackalloc char[length] : new char[length];
        id.CopyTo(text);
        text[id.Length] = '\n';
        input.CopyTo(text[(id.Length + 1)..]);
        text[id.Length + 1 + input.Length] = '\n';
        value.CopyTo(text[(id.Length + input.Length + 2)..]);
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text));
    }

    /// <summary>Takes in what <see cref="Bytes"/> gave.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= Size; bytes = bytes[Size..])
        {
            Add(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt128LittleEndian(bytes[8..]));
        }
    }

    /// <summary>Whether a signal was settled already.</summary>
    public bool Contains(UInt128 id)
    {
        if (_marks is not null && !IsMarked((uint)id))
        {
            return false;
        }

        var (upper, lower) = ((ulong)(id >> 64), (ulong)id);
        foreach (var (_, knownUpper, knownLower) in _order)
        {
            if (knownLower == lower && knownUpper == upper)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A signal of a time has been settled.</summary>
    public void Add(long time, UInt128 id)
    {
        if (Contains(id))
        {
            return;
        }

        Highest = Math.Max(Highest, time);
        _order.Enqueue((time, (ulong)(id >> 64), (ulong)id));
        if (_order.Count > Most)
        {
            _order.Dequeue();
        }

        if (_order.Count > Few && (_marks is null || ++_marked > MaxMarks))
        {
            MarkAll();
        }
        else if (_marks is not null)
        {
            Mark((uint)id);
        }
    }

    /// <summary>Forgets those before a time.</summary>
    public void Forget(long before)
    {
        while (_order.TryPeek(out var first) && first.Time < before)
        {
            _order.Dequeue();
        }

        if (_order.Count == 0)
        {
            _marks = null;
        }
    }

    private void MarkAll()
    {
        _marks ??= new uint[Slots];
        Array.Clear(_marks);
        _marked = _order.Count;
        foreach (var (_, _, lower) in _order)
        {
            Mark((uint)lower);
        }
    }

    private void Mark(uint mark)
    {
        var slot = mark % Slots;
        while (_marks![slot] != 0 && _marks[slot] != mark) // the caller has looked
        {
            slot = (slot + 1) % Slots;
        }

        _marks[slot] = mark;
    }

    /// <summary>A mark of 0 is found everywhere: its ids are looked for one by one.</summary>
    private bool IsMarked(uint mark)
    {
        var slot = mark % Slots;
        while (_marks![slot] != 0 && _marks[slot] != mark) // as above
        {
            slot = (slot + 1) % Slots;
        }

        return _marks[slot] == mark;
    }
}
