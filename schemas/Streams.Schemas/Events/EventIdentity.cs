using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Streams.Schemas.Events;

/// <summary>
/// An event's id: a hash of auditID, stage, time and request, or of the journal's cursor, else of source, node, time and bytes; where its clock is coarse, of its place as well.
/// The same event has the same id however often and wherever it arrives, one of a coarse clock only from the same place: there equal lines are several events.
/// </summary>
public static class EventIdentity
{
    private static readonly Field[] Request = [Field.AuditId, Field.AuditStage, Field.Principal, Field.Verb, Field.RequestUri, Field.SourceIp];

    /// <summary>The id, 32 hex digits.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="node">The node it came from; may be empty.</param>
    /// <param name="bytes">The bytes of the event itself, without the shipper's envelope.</param>
    /// <param name="provenance">Where it was read.</param>
    public static string Of(ParsedEvent parsed, string node, ReadOnlySpan<byte> bytes, in Provenance provenance)
    {
        var hash = new XxHash128();
        Span<byte> head = stackalloc byte[9];
        head[0] = (byte)parsed.Source;
        if (parsed.Fields.Has(Field.AuditId))
        {
            AppendRequest(hash, parsed, head);
        }
        else if (parsed.Fields.Has(Field.JournalCursor))
        {
            hash.Append(head[..1]);
            hash.Append(parsed.Fields.Text(Field.JournalCursor));
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(head[1..], parsed.Time.Nanoseconds);
            hash.Append(head);
            hash.Append(Encoding.UTF8.GetBytes(node));
            hash.Append(bytes);
            if (IsCoarse(parsed))
            {
                Append(hash, parsed.Index, provenance);
            }
        }

        Span<byte> id = stackalloc byte[16];
        hash.GetCurrentHash(id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>The auditID alone is the client's to choose, by a header: many requests may have one.</summary>
    private static void AppendRequest(XxHash128 hash, ParsedEvent parsed, Span<byte> head)
    {
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], parsed.TimeSource == TimeSource.Record ? parsed.Time.Nanoseconds : 0);
        hash.Append(head);
        foreach (var field in Request)
        {
            hash.Append(parsed.Fields.Text(field));
            hash.Append("\0"u8);
        }
    }

    /// <summary>Whether equal lines of one time may well be two events: the line's clock is coarse, or the time is no clock of the line's.</summary>
    private static bool IsCoarse(ParsedEvent parsed) =>
        parsed.TimeSource switch
        {
            TimeSource.Record => false,
            TimeSource.Header or TimeSource.Envelope => parsed.IsCoarse,
            _ => true,
        };

    private static void Append(XxHash128 hash, int index, in Provenance provenance)
    {
        Span<byte> place = stackalloc byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(place, provenance.Partition);
        BinaryPrimitives.WriteInt32LittleEndian(place[4..], index);
        BinaryPrimitives.WriteInt64LittleEndian(place[8..], provenance.Position);
        hash.Append(place);
        hash.Append(Encoding.UTF8.GetBytes(provenance.Origin));
    }
}
