using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>What a record's elements end in: each an event or a dead letter, and each with its index.</summary>
internal sealed class ElementOutput
{
    private readonly DeadBudget _dead = new();
    private IParseSink _sink = null!; // set by Begin before any use
    private int _index;

    /// <summary>The record.</summary>
    public RawRecord Record { get; private set; }

    /// <summary>A record begins.</summary>
    public void Begin(in RawRecord record, IParseSink sink)
    {
        (Record, _sink, _index) = (record, sink, 0);
        _dead.Begin(record.Value);
    }

    /// <summary>An element is an event.</summary>
    public void Add(ParsedEvent parsed)
    {
        parsed.Index = _index++;
        _sink.OnEvent(parsed);
    }

    /// <summary>An element is a dead letter.</summary>
    public void Bury(DeadReason reason, string detail, ReadOnlyMemory<byte> bytes) => _dead.Add(new DeadElement(reason, detail, _index++, bytes), _sink);

    /// <summary>Counts a dead element where the record made so many that nobody reads why; false where it is to be told.</summary>
    public bool TryCountDead()
    {
        if (_dead.IsSpent)
        {
            _dead.Count(_index++);
            return true;
        }

        return false;
    }

    /// <summary>The record ends.</summary>
    public void End() => _dead.End(_sink);
}
