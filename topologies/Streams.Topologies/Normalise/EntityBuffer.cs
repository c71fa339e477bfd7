using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Entities;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>
/// Which records wait for their entity, and for how long: until the sources that teach pods have been read past them, in the order of arrival.
/// Bounded in time (patience) and in memory (the oldest waits no more where there are too many).
/// </summary>
internal sealed class EntityBuffer(RecordBuffer buffer, EntityTable table, TimeOptions options)
{
    private const long MaxBytes = 16L * 1024 * 1024;
    private readonly long _wait = TimeOptions.Nanos(options.EntityWait);
    private readonly long _liveWithin = TimeOptions.Nanos(options.LiveWithin);
    private Timestamp _now = Timestamp.Unknown;
    private Timestamp _upTo = Timestamp.Unknown;
    private Timestamp _frontier;
    private Timestamp _since;

    /// <summary>The append time of the oldest; <see cref="Timestamp.Never"/> where none waits.</summary>
    public Timestamp Oldest => buffer.Oldest;

    /// <summary>Whether waiting helps an event: its pod is not known; or, while a backlog is caught up on, what is known may change with what the other sources have still to teach.</summary>
    public bool Helps(Resolution resolution, Timestamp append) =>
        resolution switch
        {
            Resolution.Unknown => true,
            Resolution.Provisional => _now.IsKnown && _now - append >= _liveWithin && table.Frontier < append,
            _ => false,
        };

    /// <summary>Puts a record at the end.</summary>
    public void Add(in RawRecord record, in Provenance provenance) => buffer.Add(record, provenance);

    /// <summary>Takes the next record that need not wait at an append time: the sources that teach pods have been read past its wait, or there is no room.</summary>
    public bool TryTake(Timestamp append, out BufferedRecord record)
    {
        var read = Timestamp.Min(append, table.Frontier);
        return buffer.TryTake(buffer.Bytes > MaxBytes ? Timestamp.Never : read - _wait, out record);
    }

    /// <summary>Takes the next record that was appended by a time.</summary>
    public bool TryTakeUpTo(Timestamp append, out BufferedRecord record) => buffer.TryTake(append, out record);

    /// <summary>Time passes.</summary>
    /// <param name="now">The local time.</param>
    /// <returns>The append time up to which patience has ended; <see cref="Timestamp.Unknown"/> for none.</returns>
    public Timestamp Tick(Timestamp now)
    {
        _now = now;
        var isLive = buffer.Count > 0 && now - buffer.Oldest < _liveWithin;
        if (buffer.Count == 0 || !_upTo.IsKnown || (!isLive && _frontier != table.Frontier))
        {
            (_upTo, _frontier, _since) = (buffer.Count == 0 ? Timestamp.Unknown : buffer.Newest, table.Frontier, now);
            return Timestamp.Unknown;
        }

        if (now - _since < TimeOptions.Nanos(isLive ? options.EntityPatience : options.CatchUpPatience))
        {
            return Timestamp.Unknown;
        }

        var ended = _upTo;
        _upTo = Timestamp.Unknown;
        return ended;
    }
}
