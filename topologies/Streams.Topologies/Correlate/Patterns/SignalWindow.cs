using Streams.Schemas.Avro;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>Signals of a window in order of time; of equals the one stepped first comes first.</summary>
internal sealed class SignalWindow
{
    private readonly List<Signal> _signals;

    /// <summary>The signals' times: looked at for each signal, so they lie together.</summary>
    private readonly List<long> _times;

    public SignalWindow() => (_signals, _times) = ([], []);

    private SignalWindow(SignalWindow other) => (_signals, _times) = ([.. other._signals], [.. other._times]);

    public IReadOnlyList<Signal> All => _signals;

    public int Count => _signals.Count;

    /// <summary>Adds a signal; beyond so many the oldest are dropped.</summary>
    public void Add(Signal signal, int most)
    {
        var (time, at) = (signal.Time, _times.Count);
        while (at > 0 && _times[at - 1] > time)
        {
            at--;
        }

        _signals.Insert(at, signal);
        _times.Insert(at, time);
        DropFirst(_signals.Count - most);
    }

    /// <summary>Drops what lies before a time.</summary>
    public void DropBefore(long time)
    {
        var old = 0;
        while (old < _times.Count && _times[old] < time)
        {
            old++;
        }

        DropFirst(old);
    }

    /// <summary>Drops the signals of a value.</summary>
    public void DropValue(string? value)
    {
        for (var i = _signals.Count - 1; i >= 0; i--)
        {
            if (_signals[i].Value == value)
            {
                _signals.RemoveAt(i);
                _times.RemoveAt(i);
            }
        }
    }

    public void Clear() => DropFirst(_signals.Count);

    /// <summary>A window of its own with the same signals.</summary>
    public SignalWindow Copy() => new(this);

    public void Write(AvroWriter writer) => SignalBytes.Write(_signals, writer);

    public void Read(ref AvroReader reader, GroupName group)
    {
        SignalBytes.Read(ref reader, group, _signals);
        foreach (var signal in _signals)
        {
            _times.Add(signal.Time);
        }
    }

    private void DropFirst(int count)
    {
        if (count > 0)
        {
            _signals.RemoveRange(0, count);
            _times.RemoveRange(0, count);
        }
    }
}
