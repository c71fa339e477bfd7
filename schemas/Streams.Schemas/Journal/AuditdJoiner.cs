using System.Buffers;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;

namespace Streams.Schemas.Journal;

/// <summary>
/// Joins the records of one event of Linux audit (<c>SYSCALL</c>, <c>EXECVE</c>, <c>CWD</c>, <c>PATH</c>, …): those of one node, time and serial. The kernel ends them
/// with <c>PROCTITLE</c>, and tells listeners so with <c>EOE</c>. Where neither comes in time, or the system call is not among them, the event says that it is a part.
/// Owned by one thread.
/// </summary>
internal sealed class AuditdJoiner : IPartJoiner
{
    /// <summary>The most text and the most records of one event: each record is written to the state with all that came before it.</summary>
    private const int MostBytes = 256 * 1024;

    private const int MostRecords = 256;

    private const int LongestName = 256;

    /// <summary>What is not of the records themselves.</summary>
    private static readonly Field[] Kept = [Field.NodeName, Field.HostName, Field.SyslogPriority, Field.JournalTransport, Field.JournalCursor];

    private readonly AuditdFields _record = new();
    private byte[] _joined = [];

    /// <inheritdoc/>
    public long Wait => 2 * Timestamp.Second;

    /// <inheritdoc/>
    public bool Takes(ParsedEvent parsed, bool anyWaits) => !parsed.Records.IsEmpty;

    /// <summary>The way that the record came (a line of syslog is anybody's, and joins no record of the kernel's own log), the node, and its time and serial.</summary>
    public void WriteKey(ParsedEvent part, IBufferWriter<byte> key)
    {
        foreach (var octet in part.Dialect ?? string.Empty)
        {
            key.Write([(byte)octet]);
        }

        Write(part.Fields.Text(Field.NodeName), key);
        Write(part.Fields.Text(Field.HostName), key);
        Write(AuditdFields.Stamp(part.Records.Span), key);
    }

    /// <inheritdoc/>
    public JoinResult Accept(EventParts parts, ParsedEvent part, long place, Timestamp appendTime)
    {
        var isFirst = parts.Count == 0;
        if (isFirst && !part.Continues)
        {
            Mark(part, part.Records.Span);
            return JoinResult.Whole;
        }

        if (isFirst)
        {
            parts.Remember(part, place, Kept);
        }

        var room = MostBytes - parts.Length;
        var fits = part.Records.Length < room;
        parts.Text.Append(isFirst ? [] : "\n"u8);
        parts.Text.Append(part.Records.Span[..Math.Min(part.Records.Length, Math.Max(0, room - 1))]);
        (parts.Last, parts.LastAppendTime, parts.Count) = (place, appendTime, parts.Count + 1);
        if (fits && part.Continues && parts.Count < MostRecords)
        {
            return JoinResult.Buffered;
        }

        part.Fields.Clear(); // the last record has been described as if it were an event of its own
        Finish(parts, part, isCut: !fits || part.Continues);
        return fits && !part.Continues ? JoinResult.Joined : JoinResult.Overflow;
    }

    /// <inheritdoc/>
    public void Orphan(EventParts parts, ParsedEvent into)
    {
        into.Reset(EventSource.Journal);
        into.Envelope = parts.RecallEnvelope() ?? into.Envelope;
        Finish(parts, into, isCut: false);
    }

    private static void Write(ReadOnlySpan<byte> name, IBufferWriter<byte> key)
    {
        key.Write("|"u8);
        key.Write(name[..Math.Min(name.Length, LongestName)]);
    }

    private void Finish(EventParts parts, ParsedEvent into, bool isCut)
    {
        if (_joined.Length < parts.Length)
        {
            _joined = new byte[Math.Max(parts.Length, _joined.Length * 2)];
        }

        parts.Text.Span.CopyTo(_joined);
        into.Document = _joined.AsMemory(0, parts.Length);
        (into.IsJson, into.Continues, into.Records) = (false, false, into.Document);
        (into.Time, into.TimeSource) = (parts.Time, parts.TimeSource);
        parts.Recall(into.Fields);
        into.Dialect ??= AuditdDialect.OwnName;
        _record.TryRead(into.Document.Span, into.Fields, out _, out var type);
        into.Type = type;
        into.Fields.Replace(Field.SyslogAppName, "auditd"u8);
        into.Fields.Add(Field.Message, into.Document.Span);
        if (isCut)
        {
            into.Fields.Add(Field.Partial, true);
        }

        Mark(into, into.Document.Span, isCut);
    }

    private static void Mark(ParsedEvent parsed, ReadOnlySpan<byte> records, bool isCut = false)
    {
        if (parsed.Type != EventType.Health && (isCut || !AuditdParts.AreWhole(records)))
        {
            parsed.Fields.Add(Field.Tag, EventTags.PartOfEvent);
        }
    }
}
