using System.Buffers;
using System.Text;
using Streams.Schemas.Container;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.State;

namespace Streams.Topologies.Normalise;

/// <summary>Joins the parts of CRI lines over change-logged state. Parts whose rest does not come within a second become an event marked partial.</summary>
internal sealed class LineJoiner(IKeyedState<PartsOfLine> states, ParserOptions options)
{
    private const long Timeout = EventTime.Second;
    private readonly CriJoiner _joiner = new(options);
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly ParsedEvent _orphan = new();

    /// <summary>The append time of the oldest part that waits; <see cref="long.MaxValue"/> where none does.</summary>
    public long Oldest
    {
        get
        {
            var oldest = long.MaxValue;
            foreach (var key in states.Keys)
            {
                oldest = Math.Min(oldest, states.Get(key)!.Parts.LastAppendTime); // a listed key has a state
            }

            return oldest;
        }
    }

    /// <summary>Takes in a container event; null where it is a part that is held.</summary>
    public JoinedLine? Add(ParsedEvent parsed, in RawRecord record, in Provenance provenance)
    {
        if (!parsed.Continues && states.Keys.Count == 0)
        {
            return new JoinedLine(parsed, provenance, record);
        }

        _key.ResetWrittenCount();
        CriJoiner.WriteKey(parsed, _key);
        var key = Encoding.UTF8.GetString(_key.WrittenSpan);
        var state = states.Get(key) ?? new PartsOfLine { Origin = provenance.Origin, Partition = provenance.Partition };
        switch (_joiner.Accept(state.Parts, parsed, provenance.Position, record.AppendTime))
        {
            case CriJoin.Whole:
                return new JoinedLine(parsed, provenance, record);
            case CriJoin.Held:
                states.Put(key, state);
                return null;
            default:
                states.Remove(key);
                return new JoinedLine(parsed, provenance with { Position = state.Parts.First, LastPosition = provenance.Position }, record);
        }
    }

    /// <summary>The orphans at an append time.</summary>
    public IEnumerable<JoinedLine> Expire(long append)
    {
        if (states.Keys.Count == 0)
        {
            yield break;
        }

        foreach (var key in states.Keys.Where(k => states.Get(k)!.Parts.LastAppendTime < append - Timeout).Order(StringComparer.Ordinal).ToArray()) // a listed key has a state
        {
            var state = states.Get(key)!; // as above
            var parts = state.Parts;
            states.Remove(key);
            _joiner.Orphan(parts, _orphan);
            yield return new JoinedLine(_orphan, new Provenance(state.Origin, state.Partition, parts.First, parts.Last), new RawRecord { Value = _orphan.Document.ToArray(), AppendTime = parts.LastAppendTime });
        }
    }
}
