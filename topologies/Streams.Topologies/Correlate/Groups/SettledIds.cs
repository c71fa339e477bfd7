using System.Buffers.Binary;
using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// The signals of a group that the watermark has passed, by a hash of event id, input and value: a copy that comes later is known by it.
/// The last <see cref="Most"/> are remembered, for as long as shippers are expected to send anything again.
/// </summary>
internal sealed class SettledIds
{
    /// <summary>The most ids of one group.</summary>
    public const int Most = 1_024;
    private const int Size = 24;

    private readonly Queue<(Timestamp Time, ulong Upper, ulong Lower)> _order = new();

    /// <summary>All of them as bytes: time and id, 24 bytes each.</summary>
    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[_order.Count * Size];
            var at = bytes.AsSpan();
            foreach (var (time, upper, lower) in _order)
            {
                BinaryPrimitives.WriteInt64LittleEndian(at, time.Nanoseconds);
                BinaryPrimitives.WriteUInt64LittleEndian(at[8..], lower);
                BinaryPrimitives.WriteUInt64LittleEndian(at[16..], upper);
                at = at[Size..];
            }

            return bytes;
        }
    }

    /// <summary>The highest event time among them; <see cref="Timestamp.Unknown"/> where there is none.</summary>
    public Timestamp Highest { get; private set; } = Timestamp.Unknown;

    /// <summary>How many are remembered.</summary>
    public int Count => _order.Count;

    /// <summary>Takes in what <see cref="Bytes"/> gave.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= Size; bytes = bytes[Size..])
        {
            Add(new(BinaryPrimitives.ReadInt64LittleEndian(bytes)), BinaryPrimitives.ReadUInt128LittleEndian(bytes[8..]));
        }
    }

    /// <summary>Whether a signal was settled already. The same signal has the same time, so only what is late is looked for.</summary>
    public bool Contains(Timestamp time, UInt128 id)
    {
        if (time > Highest)
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
    public void Add(Timestamp time, UInt128 id)
    {
        Highest = Timestamp.Max(Highest, time);
        _order.Enqueue((time, (ulong)(id >> 64), (ulong)id));
        if (_order.Count > Most)
        {
            _order.Dequeue();
        }
    }

    /// <summary>Forgets those before a time.</summary>
    public void Forget(Timestamp before)
    {
        while (_order.TryPeek(out var first) && first.Time < before)
        {
            _order.Dequeue();
        }
    }
}
