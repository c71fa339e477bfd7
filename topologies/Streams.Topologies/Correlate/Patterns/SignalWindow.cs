using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Signals of a window in order of time; of equals the one stepped first comes first.</summary>
internal sealed class SignalWindow
{
    private const int Least = 4;
    private PackedSignal[] _signals = [];

    /// <summary>The signals' times: looked at for each signal, so they lie together.</summary>
    private Timestamp[] _times = [];
    private int _first;

    /// <summary>The events that the signals stand for beyond one each.</summary>
    private long _repeats;

    /// <summary>All of them, good until the next change.</summary>
    public ReadOnlyMemory<PackedSignal> All => _signals.AsMemory(_first, Count);

    public int Count { get; private set; }

    /// <summary>How many events the signals stand for.</summary>
    public long Events => Count + _repeats;

    /// <summary>Adds a signal; beyond so many the oldest are dropped.</summary>
    public void Add(PackedSignal signal, int most)
    {
        if (_first + Count == _signals.Length)
        {
            MakeRoom();
        }

        var (time, at) = (signal.Time, _first + Count);
        for (; at > _first && _times[at - 1] > time; at--)
        {
            (_signals[at], _times[at]) = (_signals[at - 1], _times[at - 1]);
        }

        (_signals[at], _times[at]) = (signal, time);
        Count++;
        _repeats += signal.Repeated - 1;
        DropFirst(Count - most);
    }

    /// <summary>Drops what lies before a time.</summary>
    public void DropBefore(Timestamp time)
    {
        var old = 0;
        while (old < Count && _times[_first + old] < time)
        {
            old++;
        }

        DropFirst(old);
    }

    /// <summary>Drops the signals that have another's value.</summary>
    public void DropValueOf(PackedSignal other)
    {
        var left = 0;
        _repeats = 0;
        foreach (var signal in All.Span)
        {
            if (!signal.HasValueOf(other))
            {
                (_signals[_first + left], _times[_first + left]) = (signal, signal.Time);
                _repeats += signal.Repeated - 1;
                left++;
            }
        }

        Array.Clear(_signals, _first + left, Count - left);
        Count = left;
    }

    public void Clear() => DropFirst(Count);

    /// <summary>A window of its own with the same signals.</summary>
    public SignalWindow Copy() =>
        new()
        {
            _signals = All.ToArray(),
            _times = _times[_first..(_first + Count)],
            Count = Count,
            _repeats = _repeats,
        };

    public void Write(AvroWriter writer) => SignalBytes.Write(All.Span, writer);

    public void Read(ref AvroReader reader, string[] inputs)
    {
        _signals = SignalBytes.Read(ref reader, inputs);
        _times = Array.ConvertAll(_signals, static s => s.Time);
        (_first, Count, _repeats) = (0, _signals.Length, 0);
        foreach (var signal in _signals)
        {
            _repeats += signal.Repeated - 1;
        }
    }

    private void DropFirst(int count)
    {
        if (count > 0)
        {
            foreach (var signal in _signals.AsSpan(_first, count))
            {
                _repeats -= signal.Repeated - 1;
            }

            Array.Clear(_signals, _first, count);
            Count -= count;
            _first = Count == 0 ? 0 : _first + count;
        }
    }

    /// <summary>The signals move to the beginning; where half of the array is in use, of one twice as long.</summary>
    private void MakeRoom()
    {
        if (Count >= _signals.Length / 2)
        {
            var length = Math.Max(Least, 2 * _signals.Length);
            var (signals, times) = (new PackedSignal[length], new Timestamp[length]);
            All.Span.CopyTo(signals);
            _times.AsSpan(_first, Count).CopyTo(times);
            (_signals, _times) = (signals, times);
        }
        else
        {
            All.Span.CopyTo(_signals);
            _times.AsSpan(_first, Count).CopyTo(_times);
            Array.Clear(_signals, Count, _signals.Length - Count);
        }

        _first = 0;
    }
}
