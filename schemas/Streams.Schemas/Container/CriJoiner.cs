using System.Buffers;
using System.Buffers.Binary;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Container;

/// <summary>
/// Joins the parts of container lines (CRI tags P…F). It keeps no state: the caller keeps one <see cref="CriParts"/> per <see cref="WriteKey"/>
/// within one partition, and calls <see cref="Orphan"/> for parts whose last has not come in time. Owned by one thread.
/// Account: a buffered record is a fragment; an orphan turns one of its fragments into an event.
/// </summary>
public sealed class CriJoiner(ParserOptions options)
{
    private const int EntryHeader = 7;

    /// <summary>The longest line that is joined: parts are kept for every container.</summary>
    private const int MostJoined = 1 << 20;
    private readonly int _most = Math.Min(options.MaxLineBytes, MostJoined);
    private readonly ContainerMessage _message = new(options);
    private byte[] _joined = [];

    /// <summary>Writes what parts must share to be joined: the container (id, else pod and name, else nothing) and the stream.</summary>
    public static void WriteKey(ParsedEvent part, IBufferWriter<byte> key)
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

    /// <summary>
    /// Takes the next container event of a key. <paramref name="place"/> is its line or offset.
    /// After <see cref="CriJoin.Joined"/> and <see cref="CriJoin.Overflow"/> the first place and the number of parts are still in <paramref name="parts"/>: clear it then.
    /// </summary>
    public CriJoin Accept(CriParts parts, ParsedEvent part, long place, Timestamp appendTime)
    {
        if (parts.Count == 0 && !part.Continues)
        {
            return CriJoin.Whole;
        }

        if (parts.Count == 0)
        {
            Remember(parts, part, place);
        }

        var whole = parts.Length + part.Document.Length <= _most;
        var room = Math.Min(part.Document.Length, _most - parts.Length);
        parts.Text.Append(part.Document.Span[..room]);
        (parts.Last, parts.LastAppendTime, parts.Count) = (place, appendTime, parts.Count + 1);
        if (whole && part.Continues)
        {
            return CriJoin.Buffered;
        }

        part.Time = parts.Time;
        part.TimeSource = parts.TimeSource;
        part.Fields.Clear(); // the last part has been described as if it were a line of its own
        Recall(parts, part);
        Finish(parts, part, partial: !whole);
        return whole ? CriJoin.Joined : CriJoin.Overflow;
    }

    /// <summary>Makes an event, marked partial, of parts whose last has not come. Clear the parts afterwards.</summary>
    public void Orphan(CriParts parts, ParsedEvent into)
    {
        into.Reset(EventSource.Container);
        into.Time = parts.Time;
        into.TimeSource = parts.TimeSource;
        into.Envelope = "cri";
        Recall(parts, into);
        Finish(parts, into, partial: true);
    }

    private static void Recall(CriParts parts, ParsedEvent into)
    {
        var rest = parts.Fields.Span;
        while (rest.Length >= EntryHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[3..]);
            var field = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length < 0 || length > rest.Length - EntryHeader || field >= (int)Field.Count)
            {
                break;
            }

            into.Fields.Add((Field)field, rest.Slice(EntryHeader, length));
            rest = rest[(EntryHeader + length)..];
        }
    }

    private void Finish(CriParts parts, ParsedEvent into, bool partial)
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

    private static void Remember(CriParts parts, ParsedEvent part, long place)
    {
        (parts.First, parts.Time, parts.TimeSource) = (place, part.Time, part.TimeSource);
        Span<byte> header = stackalloc byte[EntryHeader];
        for (var i = 0; i < part.Fields.Count; i++)
        {
            var value = part.Fields.At(i);
            BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)value.Field);
            header[2] = (byte)value.Kind;
            BinaryPrimitives.WriteInt32LittleEndian(header[3..], value.Text.Length);
            parts.Fields.Append(header);
            parts.Fields.Append(value.Text);
        }
    }
}
