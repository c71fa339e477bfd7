using System.Buffers;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;
using Streams.Topologies.State;

namespace Streams.Topologies.Normalise;

/// <summary>
/// Joins the parts of a source's events over change-logged state. Parts whose rest does not come in time become an event that says so,
/// and the oldest of them where too much is buffered.
/// </summary>
internal sealed class LineJoiner
{
    internal const long MaxBufferedBytes = 32L * 1024 * 1024;

    /// <summary>What a line costs beside its text.</summary>
    private const int Overhead = 1_024;
    private readonly IKeyedState<PartsOfLine> _states;
    private readonly IPartJoiner _joiner;

    /// <summary>By the append time of their last part; a line stands there once for each of its parts, and the latest counts.</summary>
    private readonly PriorityQueue<string, Timestamp> _order = new();
    private readonly SortedSet<string> _due = new(StringComparer.Ordinal);
    private long _buffered;
    private readonly ArrayBufferWriter<byte> _key = new();

    /// <param name="states">The parts by their key, restored.</param>
    /// <param name="joiner">What joins the parts of the source.</param>
    public LineJoiner(IKeyedState<PartsOfLine> states, IPartJoiner joiner)
    {
        (_states, _joiner) = (states, joiner);
        foreach (var key in states.Keys)
        {
            var parts = states.Get(key)!.Parts; // a listed key has a state
            _order.Enqueue(key, parts.LastAppendTime);
            _buffered += parts.Length + Overhead;
        }
    }

    /// <summary>The append time of the oldest part that waits; <see cref="Timestamp.Never"/> where none does.</summary>
    public Timestamp Oldest
    {
        get
        {
            var oldest = Timestamp.Never;
            foreach (var key in _states.Keys)
            {
                oldest = Timestamp.Min(oldest, _states.Get(key)!.Parts.LastAppendTime); // a listed key has a state
            }

            return oldest;
        }
    }

    /// <summary>Whether the event may be a part, so that it must be given to <see cref="Add"/>.</summary>
    public bool Takes(ParsedEvent parsed) => _joiner.Takes(parsed, _states.Keys.Count > 0);

    /// <summary>Takes in an event; null where it is a part that is buffered.</summary>
    public JoinedLine? Add(ParsedEvent parsed, in RawRecord record, in Provenance provenance)
    {
        _key.ResetWrittenCount();
        _joiner.WriteKey(parsed, _key);
        var key = Encoding.UTF8.GetString(_key.WrittenSpan);
        var known = _states.Get(key);
        var state = known ?? new PartsOfLine { Origin = provenance.Origin, Partition = provenance.Partition };
        var before = state.Parts.Length;
        switch (_joiner.Accept(state.Parts, parsed, provenance.Position, record.AppendTime))
        {
            case JoinResult.Whole:
                return new JoinedLine(parsed, provenance, record);
            case JoinResult.Buffered:
                _states.Put(key, state);
                _order.Enqueue(key, record.AppendTime);
                _buffered += state.Parts.Length - before + (known is null ? Overhead : 0);
                return null;
            default:
                Forget(key, before);
                return new JoinedLine(parsed, provenance with { Position = state.Parts.First, LastPosition = provenance.Position }, record);
        }
    }

    /// <summary>The orphans at an append time.</summary>
    public IReadOnlyList<JoinedLine> Expire(Timestamp append)
    {
        while (_order.TryPeek(out var key, out var at) && (at < append - _joiner.Wait || _buffered > MaxBufferedBytes))
        {
            _order.Dequeue();
            // Parts of one append time stand there more than once.
            if (_states.Get(key) is { } state && state.Parts.LastAppendTime <= at && _due.Add(key))
            {
                _buffered -= state.Parts.Length + Overhead;
            }
        }

        if (_due.Count == 0)
        {
            return [];
        }

        JoinedLine[] orphans = [.. _due.Select(Orphan)];
        _due.Clear();
        return orphans;
    }

    private JoinedLine Orphan(string key)
    {
        var state = _states.Get(key)!; // it is buffered
        var (parts, orphan) = (state.Parts, new ParsedEvent());
        _states.Remove(key);
        _joiner.Orphan(parts, orphan);
        orphan.Document = orphan.Document.ToArray(); // the joiner's buffer is the next orphan's
        return new JoinedLine(
            orphan,
            new Provenance(state.Origin, state.Partition, parts.First, parts.Last),
            new RawRecord { Value = orphan.Document, AppendTime = parts.LastAppendTime }
        );
    }

    private void Forget(string key, int length)
    {
        if (_states.Get(key) is not null)
        {
            _buffered -= length + Overhead;
            _states.Remove(key);
        }
    }
}
