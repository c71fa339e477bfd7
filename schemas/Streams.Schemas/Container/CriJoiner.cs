using System.Buffers;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Container;

/// <summary>Joins the parts of container lines (CRI tags P…F).</summary>
public sealed class CriJoiner(ParserOptions options) : IPartJoiner
{
    /// <summary>The longest line that is joined: parts are kept for every container.</summary>
    private const int MostJoined = 1 << 20;
    private readonly int _most = Math.Min(options.MaxLineBytes, MostJoined);
    private readonly ContainerMessage _message = new(options);
    private byte[] _joined = [];

    /// <inheritdoc/>
    public long Wait => Timestamp.Second;

    /// <inheritdoc/>
    public bool Takes(ParsedEvent parsed, bool anyWaits) => parsed.Continues || anyWaits;

    /// <summary>The container (id, else pod and name, else nothing) and the stream.</summary>
    public void WriteKey(ParsedEvent part, IBufferWriter<byte> key)
    {
        var fields = part.Fields;
        if (fields.Has(Field.ContainerId))
        {
            key.Write(fields.Text(Field.ContainerId));
        }
        else
        {
            key.Write(fields.Text(Field.Namespace));
            key.Write("/"u8);
            key.Write(fields.Text(Field.PodName));
            key.Write("/"u8);
            key.Write(fields.Text(Field.ContainerName));
        }

        key.Write("|"u8);
        key.Write(fields.Text(Field.Stream));
    }

    /// <inheritdoc/>
    public JoinResult Accept(EventParts parts, ParsedEvent part, long place, Timestamp appendTime)
    {
        if (parts.Count == 0 && !part.Continues)
        {
            return JoinResult.Whole;
        }

        if (parts.Count == 0)
        {
            parts.Remember(part, place);
        }

        var whole = parts.Length + part.Document.Length <= _most;
        var room = Math.Min(part.Document.Length, _most - parts.Length);
        parts.Text.Append(part.Document.Span[..room]);
        (parts.Last, parts.LastAppendTime, parts.Count) = (place, appendTime, parts.Count + 1);
        if (whole && part.Continues)
        {
            return JoinResult.Buffered;
        }

        part.Time = parts.Time;
        part.TimeSource = parts.TimeSource;
        part.Fields.Clear(); // the last part has been described as if it were a line of its own
        parts.Recall(part.Fields);
        Finish(parts, part, partial: !whole);
        return whole ? JoinResult.Joined : JoinResult.Overflow;
    }

    /// <inheritdoc/>
    public void Orphan(EventParts parts, ParsedEvent into)
    {
        into.Reset(EventSource.Container);
        into.Time = parts.Time;
        into.TimeSource = parts.TimeSource;
        into.Envelope = parts.RecallEnvelope() ?? "cri";
        parts.Recall(into.Fields);
        Finish(parts, into, partial: true);
    }

    private void Finish(EventParts parts, ParsedEvent into, bool partial)
    {
        if (_joined.Length < parts.Length)
        {
            _joined = new byte[Math.Max(parts.Length, _joined.Length * 2)];
        }

        parts.Text.Span.CopyTo(_joined);
        into.Document = _joined.AsMemory(0, parts.Length);
        into.Continues = false;
        if (partial)
        {
            into.Fields.Add(Field.Partial, true);
        }

        _message.Describe(into);
    }
}
