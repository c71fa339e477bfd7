using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Streams.Schemas.Events;

/// <summary>
/// An event's id: a hash of auditID and stage, or of the journal's cursor, else of source, node, time and bytes.
/// The same event has the same id however often and wherever it arrives.
/// </summary>
public static class EventIdentity
{
    /// <summary>The id, 32 hex digits.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="node">The node it came from; may be empty.</param>
    /// <param name="bytes">The bytes of the event itself, without the shipper's envelope.</param>
    public static string Of(ParsedEvent parsed, string node, ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash128();
        Span<byte> head = stackalloc byte[9];
        head[0] = (byte)parsed.Source;
        if (parsed.Fields.Has(Field.AuditId))
        {
            hash.Append(head[..1]);
            hash.Append(parsed.Fields.Text(Field.AuditId));
            hash.Append(parsed.Fields.Text(Field.AuditStage));
        }
        else if (parsed.Fields.Has(Field.JournalCursor))
        {
            hash.Append(head[..1]);
            hash.Append(parsed.Fields.Text(Field.JournalCursor));
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(head[1..], parsed.Time);
            hash.Append(head);
            hash.Append(Encoding.UTF8.GetBytes(node));
            hash.Append(bytes);
        }

        Span<byte> id = stackalloc byte[16];
        hash.GetCurrentHash(id);
        return Convert.ToHexStringLower(id);
    }
}
