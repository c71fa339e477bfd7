using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>
/// Reads records of Linux audit wherever they come: <c>type=USER_LOGIN msg=audit(1795514402.250:99): pid=4711 uid=0 … msg='op=login acct="root" … res=failed'</c>,
/// several of one serial as lines, or, as the journal has them, the type's name and the fields. Owned by one thread.
/// </summary>
internal sealed class AuditdFields
{
    private readonly ByteBuffer _decoded = new();
    private readonly ByteBuffer _commandLine = new();

    /// <summary>Reads one record or all lines of one serial; false, and nothing told, where the text is none.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, FieldSet fields, out Timestamp time, out EventType type)
    {
        (time, type) = (Timestamp.Unknown, EventType.Other);
        var first = true;
        _commandLine.Clear();
        while (!text.IsEmpty)
        {
            var line = Words.Cut(ref text, (byte)'\n').TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                continue;
            }

            if (!TryHeader(line, out var node, out var kind, out var stamp, out var rest))
            {
                return false;
            }

            if (first)
            {
                fields.Add(Field.HostName, fields.Has(Field.HostName) ? default : node);
                (time, first) = (stamp, false);
            }

            Describe(kind, rest, fields);
            type = type == EventType.Other ? AuditdRecord.TypeOf(kind, fields) : type;
        }

        End(fields);
        return !first;
    }

    /// <summary>Reads the journal's form, <c>USER_LOGIN pid=4711 …</c>; the type of the event.</summary>
    public EventType Read(ReadOnlySpan<byte> message, FieldSet fields)
    {
        _commandLine.Clear();
        var kind = Words.Cut(ref message, (byte)' ');
        Describe(kind, message, fields);
        End(fields);
        return AuditdRecord.TypeOf(kind, fields);
    }

    /// <summary>Reads the fields alone, as behind <c>audit: type=1400 audit(…):</c> in the kernel's log.</summary>
    public void ReadFields(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _commandLine.Clear();
        Describe(default, rest, fields);
    }

    /// <summary>Reads <c>[node=N ]type=T msg=audit(TIME:SERIAL): </c>; false where the line is no record.</summary>
    public static bool TryHeader(
        ReadOnlySpan<byte> line,
        out ReadOnlySpan<byte> node,
        out ReadOnlySpan<byte> kind,
        out Timestamp time,
        out ReadOnlySpan<byte> rest
    )
    {
        node = default;
        kind = default;
        time = Timestamp.Unknown;
        rest = line;
        if (Words.Skip(ref rest, "node="u8))
        {
            node = Words.Cut(ref rest, (byte)' ');
        }

        if (!Words.Skip(ref rest, "type="u8))
        {
            return false;
        }

        kind = Words.Cut(ref rest, (byte)' ');
        if (
            !Words.Skip(ref rest, "msg=audit("u8)
            || rest.IndexOf("):"u8) is not (> 0 and < 48 and var end)
            || rest[..end].IndexOf((byte)':') is not (> 0 and var serial)
        )
        {
            return false;
        }

        time = EnvelopeTime.Of(rest[..serial]);
        rest = rest[(end + 2)..].TrimStart((byte)' ');
        return true;
    }

    /// <summary>Time and serial of the first record, as they stand in it; empty where the text is none.</summary>
    public static ReadOnlySpan<byte> Stamp(ReadOnlySpan<byte> text)
    {
        var line = Words.Cut(ref text, (byte)'\n');
        if (!TryHeader(line, out _, out _, out _, out _))
        {
            return default;
        }

        var start = line.IndexOf("msg=audit("u8) + 10;
        return line[start..(start + line[start..].IndexOf((byte)')'))];
    }

    private void End(FieldSet fields)
    {
        if (_commandLine.Length > 0)
        {
            // The arguments are whole; what proctitle says is cut at 128 bytes and the program's own to change.
            fields.Replace(Field.ProcessCommandLine, _commandLine.Span);
        }
    }

    private void Describe(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var arguments = kind.SequenceEqual("EXECVE"u8);
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart(" '\x1d"u8);
            var equals = rest.IndexOf((byte)'=');
            if (equals < 0)
            {
                return;
            }

            var key = rest[..equals];
            key = key[(key.LastIndexOf((byte)' ') + 1)..];
            rest = rest[(equals + 1)..];
            if (rest is [(byte)'\'', ..])
            {
                // The user-space part: its fields follow within the quotes.
                continue;
            }

            var value = Value(ref rest, out var quoted);
            var encoded = arguments ? !key.EndsWith("_len"u8) : AuditdRecord.IsEncoded(key);
            value = !quoted && encoded ? Decoded(value) : value;
            if (arguments && key is [(byte)'a', >= (byte)'0' and <= (byte)'9', ..])
            {
                AddArgument(key, value);
                continue;
            }

            AuditdRecord.Add(key, value, fields);
        }
    }

    /// <summary><c>a1</c>; of an argument of kilobytes its length and its pieces: <c>a1_len</c>, <c>a1[0]</c>, <c>a1[1]</c>.</summary>
    private void AddArgument(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.EndsWith("_len"u8))
        {
            return;
        }

        var goesOn = key[^1] == ']' && !key.EndsWith("[0]"u8);
        _commandLine.Append(_commandLine.Length == 0 || goesOn ? [] : " "u8);
        _commandLine.Append(value);
    }

    /// <summary>A value in quotes ends at the quote; the kernel writes in hexadecimal what holds one.</summary>
    private static ReadOnlySpan<byte> Value(scoped ref ReadOnlySpan<byte> rest, out bool quoted)
    {
        quoted = Words.Skip(ref rest, "\""u8);
        if (quoted)
        {
            return Words.Cut(ref rest, (byte)'"');
        }

        var end = rest.IndexOfAny(" '\x1d"u8);
        var value = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        return value;
    }

    /// <summary>The text that the kernel wrote in hexadecimal; zero bytes, which end arguments, are blanks.</summary>
    private ReadOnlySpan<byte> Decoded(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2 || (value.Length & 1) != 0 || value.IndexOfAnyExcept("0123456789ABCDEF"u8) >= 0)
        {
            return value;
        }

        _decoded.Clear();
        for (var at = 0; at < value.Length; at += 2)
        {
            var octet = (byte)((Digit(value[at]) << 4) | Digit(value[at + 1]));
            _decoded.Append([octet == 0 ? (byte)' ' : octet]);
        }

        return _decoded.Span;
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : digit - 'A' + 10;
}
