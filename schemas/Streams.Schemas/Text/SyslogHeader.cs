using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>
/// The header of a syslog line: RFC 3164, RFC 5424, or rsyslog's file format (an RFC 3339 time in the place of RFC 3164's).
/// The spans point into the line.
/// </summary>
internal ref struct SyslogHeader
{
    /// <summary>Facility × 8 + severity, or −1.</summary>
    public int Priority;

    /// <summary>The header's time, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp Time;

    /// <summary>Whether the time names its year and its zone.</summary>
    public bool IsExact;

    /// <summary>Whether the time is told finer than a millisecond.</summary>
    public bool IsFine;

    /// <summary>Whether what stands in the place of the host is the stream of a CRI line: another source's.</summary>
    public readonly bool IsForeign =>
        (Host.SequenceEqual("stdout"u8) || Host.SequenceEqual("stderr"u8))
        && (Tagged.StartsWith("F "u8) || Tagged.StartsWith("P "u8) || Tagged.SequenceEqual("F"u8));

    /// <summary>The host; empty where there is none.</summary>
    public ReadOnlySpan<byte> Host;

    /// <summary>The program; empty where there is none.</summary>
    public ReadOnlySpan<byte> App;

    /// <summary>The program's process id; empty where there is none.</summary>
    public ReadOnlySpan<byte> ProcessId;

    /// <summary>What follows the host: the tag and the message.</summary>
    public ReadOnlySpan<byte> Tagged;

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Message;

    /// <summary>Reads the header; false where the line has none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, scoped in SyslogClock clock, out SyslogHeader header)
    {
        header = new SyslogHeader { Priority = -1, Time = Timestamp.Unknown };
        var rest = line;
        if (
            rest.Length > 2
            && rest[0] == '<'
            && rest.IndexOf((byte)'>') is > 1 and < 5 and var end
            && Words.TryNumber(rest[1..end], out var priority)
            && priority is >= 0 and < 192
        )
        {
            header.Priority = (int)priority;
            rest = rest[(end + 1)..];
            if (rest.StartsWith("1 "u8))
            {
                return header.TryModern(rest[2..], clock);
            }
        }

        if (header.Priority < 0 && rest.Length > 20 && rest.StartsWith("1 "u8) && rest[6] == '-' && rest[12] is (byte)'T')
        {
            return header.TryModern(rest[2..], clock);
        }

        var behind = rest;
        if (!clock.TryCut(ref behind, out header.Time, out header.IsExact))
        {
            return false;
        }

        header.IsFine = Rfc3339.IsFine(rest[..^behind.Length]);
        rest = behind;
        header.ReadHost(rest);
        return true;
    }

    /// <summary>Reads what follows <c>journalctl -o short-monotonic</c>'s <c>[ 1234.567890]</c>; false where the line does not begin so, or names no program.</summary>
    public static bool TryReadMonotonic(ReadOnlySpan<byte> line, out SyslogHeader header)
    {
        header = new SyslogHeader { Priority = -1, Time = Timestamp.Unknown };
        if (line.Length < 8 || line[0] != '[' || line.IndexOf("] "u8) is not (> 2 and < 24 and var end) || line[1..end].IndexOfAnyExcept("0123456789. "u8) >= 0)
        {
            return false;
        }

        header.ReadHost(line[(end + 1)..]);
        return !header.Host.IsEmpty && !header.App.IsEmpty;
    }

    private void ReadHost(ReadOnlySpan<byte> rest)
    {
        // Two blanks: the host is empty; some relays put the severity there.
        var withoutHost = rest.StartsWith("  "u8) || (rest.StartsWith(" "u8) && !rest.StartsWith("  "u8) && SyslogPriority.IsSeverity(rest[1..]));
        if (rest.StartsWith(": "u8))
        {
            // Network devices close their time by a colon.
            rest = rest[2..];
        }

        rest = rest.TrimStart((byte)' ');
        SyslogPriority.Skip(ref rest);
        if (withoutHost && SyslogPriority.IsSeverity(rest))
        {
            _ = Words.Cut(ref rest, (byte)' ');
        }

        var afterHost = rest;
        var host = Words.Cut(ref afterHost, (byte)' ');
        if (!withoutHost && !host.IsEmpty && host[^1] != ':' && !host.Contains((byte)'=') && !host.Contains((byte)'['))
        {
            Host = Sender(host);
            rest = afterHost;
            SyslogPriority.Skip(ref rest);
        }

        ReadTag(rest);
    }

    /// <summary>The one that wrote the line, of a chain of relays: <c>source@host/relay</c>.</summary>
    private static ReadOnlySpan<byte> Sender(ReadOnlySpan<byte> chain)
    {
        var host = Words.Cut(ref chain, (byte)'/');
        return host.IndexOf((byte)'@') is >= 0 and var at && at + 1 < host.Length ? host[(at + 1)..] : host;
    }

    /// <summary>Reads the tag (<c>sshd[4711]:</c>) that a text begins with, and the message behind it.</summary>
    public void ReadTag(ReadOnlySpan<byte> rest)
    {
        Tagged = rest;
        Message = rest;
        rest = rest.TrimStart((byte)' ');
        var end = rest.IndexOfAny((byte)':', (byte)'[', (byte)' ');
        if (end <= 0 || rest[end] == ' ')
        {
            return;
        }

        var tag = rest[..end];
        rest = rest[end..];
        if (rest[0] == '[')
        {
            // Some devices leave the colon out behind the number.
            var close = rest.IndexOf((byte)']');
            if (
                close < 2
                || close > 12
                || close + 1 == rest.Length
                || (rest[close + 1] != ':' && (rest[close + 1] != ' ' || rest[1..close].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0))
            )
            {
                return;
            }

            ProcessId = rest[1..close];
            rest = rest[(close + 1)..];
        }

        var bracket = tag.IndexOf((byte)'(');
        App = Program(bracket > 0 ? tag[..bracket] : tag);
        Message = rest.Length > 1 && rest[1] == ' ' ? rest[2..] : rest[1..];
    }

    /// <summary>A program that names itself by its path is the same program.</summary>
    private static ReadOnlySpan<byte> Program(ReadOnlySpan<byte> name) =>
        name[0] == '/' && name.LastIndexOf((byte)'/') is var slash && slash + 1 < name.Length ? name[(slash + 1)..] : name;

    private bool TryModern(ReadOnlySpan<byte> rest, scoped in SyslogClock clock)
    {
        var time = Words.Cut(ref rest, (byte)' ');
        if (!time.SequenceEqual("-"u8) && !Rfc3339.TryParse(time, clock.Zone, out Time))
        {
            return false;
        }

        IsExact = Time.IsKnown;
        IsFine = Rfc3339.IsFine(time);
        Host = Value(Words.Cut(ref rest, (byte)' '));
        App = Value(Words.Cut(ref rest, (byte)' ')) is { IsEmpty: false } app ? Program(app) : default;
        ProcessId = Value(Words.Cut(ref rest, (byte)' '));
        _ = Words.Cut(ref rest, (byte)' ');
        if (!TrySkipData(ref rest))
        {
            return false;
        }

        rest = rest.TrimStart((byte)' '); // rsyslog's %msg% brings its own blank
        Words.Skip(ref rest, "\uFEFF"u8);
        Tagged = rest;
        Message = rest;
        return true;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> word) => word.SequenceEqual("-"u8) ? default : word;

    private static bool TrySkipData(scoped ref ReadOnlySpan<byte> rest)
    {
        if (Words.Skip(ref rest, "-"u8))
        {
            Words.Skip(ref rest, " "u8);
            return true;
        }

        var quoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)']' when !quoted && (i + 1 == rest.Length || rest[i + 1] == ' '):
                    rest = i + 1 == rest.Length ? default : rest[(i + 2)..];
                    return true;
            }
        }

        return false;
    }
}
