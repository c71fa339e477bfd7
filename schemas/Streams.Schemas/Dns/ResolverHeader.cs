using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>What stands before a resolver's own line: a header of syslog, or the line's own time.</summary>
internal static class ResolverHeader
{
    /// <summary>The line behind a header of syslog that names the program; false where there is none of that program.</summary>
    public static bool TryCut(Element element, ReadOnlySpan<byte> program, ParsedEvent parsed, out ReadOnlySpan<byte> rest)
    {
        rest = parsed.Document.Span;
        if (Tagged(rest, program, out var own))
        {
            // A shipper's, or the program's own output, without a time.
            rest = own;
            return true;
        }

        if (IsBehindKlog(rest, program, out own))
        {
            rest = own;
            return true;
        }

        if (TryLocal(rest, program, element.Clock, out var local, out own))
        {
            parsed.SetTime(local, TimeSource.Record);
            rest = own;
            return true;
        }

        if (!SyslogHeader.TryRead(rest, element.Clock, out var header) || header.IsForeign || !header.App.SequenceEqual(program))
        {
            return false;
        }

        parsed.SetTime(header.IsExact ? header.Time : Timestamp.Unknown, TimeSource.Record);
        parsed.SetTime(element.Time, TimeSource.Envelope);
        parsed.SetTime(header.Time, TimeSource.Header);
        rest = header.Message;
        return true;
    }

    /// <summary><c>Nov 24 10:00:01 dnsmasq[712]: </c>, as a program writes it that puts no host before its name.</summary>
    private static bool TryLocal(ReadOnlySpan<byte> line, ReadOnlySpan<byte> program, SyslogClock clock, out Timestamp time, out ReadOnlySpan<byte> own)
    {
        own = line;
        return clock.TryCut(ref own, out time, out _) && Tagged(own.TrimStart((byte)' '), program, out own);
    }

    /// <summary><c>I1124 10:00:01.123456       1 nanny.go:116] dnsmasq[12]: </c>, as kube-dns wraps it.</summary>
    private static bool IsBehindKlog(ReadOnlySpan<byte> line, ReadOnlySpan<byte> program, out ReadOnlySpan<byte> own)
    {
        own = line;
        return line.Length > 30
            && line[0] is (byte)'I' or (byte)'W' or (byte)'E'
            && line[1..5].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && line.IndexOf("] "u8) is > 20 and var end
            && line[..end].IndexOf(".go:"u8) > 0
            && Tagged(line[(end + 2)..], program, out own);
    }

    /// <summary><c>dnsmasq[712]: </c></summary>
    private static bool Tagged(ReadOnlySpan<byte> line, ReadOnlySpan<byte> program, out ReadOnlySpan<byte> own)
    {
        own = line;
        return Words.Skip(ref own, program)
            && own is [(byte)'[', ..]
            && own.IndexOf((byte)']') is > 1 and < 16 and var end
            && (own[(end + 1)..] is [(byte)':' or (byte)' ', ..])
            && !(own = own[(end + 1)..].TrimStart(": "u8)).IsEmpty;
    }
}
