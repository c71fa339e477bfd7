using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>
/// The signals of a group that the watermark has passed, by a hash of event id, input and value: a copy that comes later is known by it.
/// The last <see cref="Most"/> are remembered, for as long as shippers are expected to send anything again.
/// </summary>
public sealed class SettledIds
{
    /// <summary>The most ids of one group.</summary>
    public const int Most = 1_024;
    private const int Size = 24;
    private readonly Queue<(long Time, UInt128 Id)> _order = new();
    private readonly HashSet<UInt128> _ids = [];

    /// <summary>All of them as bytes: time and id, 24 bytes each.</summary>
    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[_order.Count * Size];
            var at = bytes.AsSpan();
            foreach (var (time, id) in _order)
            {
                BinaryPrimitives.WriteInt64LittleEndian(at, time);
                BinaryPrimitives.WriteUInt128LittleEndian(at[8..], id);
                at = at[Size..];
            }

            return bytes;
        }

        set
        {
            _order.Clear();
            _ids.Clear();
            for (var at = value.AsSpan(); at.Length >= Size; at = at[Size..])
            {
                Add(BinaryPrimitives.ReadInt64LittleEndian(at), BinaryPrimitives.ReadUInt128LittleEndian(at[8..]));
            }
        }
    }

    /// <summary>The highest event time among them; <see cref="long.MinValue"/> where there is none.</summary>
    [JsonIgnore]
    public long Highest { get; private set; } = long.MinValue;

    /// <summary>How many are remembered.</summary>
    [JsonIgnore]
    public int Count => _order.Count;

    /// <summary>Whether a signal was settled already.</summary>
    public bool Contains(Signal signal) => _ids.Count > 0 && _ids.Contains(IdOf(signal));

    /// <summary>A signal has been settled.</summary>
    public void Add(Signal signal) => Add(signal.Time, IdOf(signal));

    /// <summary>Forgets those before a time.</summary>
    public void Forget(long before)
    {
        while (_order.TryPeek(out var first) && first.Time < before)
        {
            _ids.Remove(_order.Dequeue().Id);
        }
    }

    private void Add(long time, UInt128 id)
    {
        if (!_ids.Add(id))
        {
            return;
        }

        Highest = Math.Max(Highest, time);
        _order.Enqueue((time, id));
        if (_order.Count > Most)
        {
            _ids.Remove(_order.Dequeue().Id);
        }
    }

    private static UInt128 IdOf(Signal signal)
    {
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(signal.Evidence.EventId.AsSpan()));
        hash.Append("\n\0"u8);
        hash.Append(MemoryMarshal.AsBytes(signal.Input.AsSpan()));
        hash.Append("\n\0"u8);
        hash.Append(MemoryMarshal.AsBytes(signal.Value.AsSpan()));
        return hash.GetCurrentHashAsUInt128();
    }
}
