using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>The time that <c>dmesg</c> puts in front of a line of the kernel. No host stands behind it.</summary>
internal static class DmesgTime
{
    /// <summary><c>dmesg -T</c>: <c>[Tue Nov 24 10:00:01 2026] …</c></summary>
    public static bool TryCut(scoped ref ReadOnlySpan<byte> message, scoped in SyslogClock clock, ParsedEvent parsed)
    {
        if (message.Length < 27 || message[0] != '[' || message[25] != ']')
        {
            return false;
        }

        var text = message[5..25];
        if (!clock.TryCut(ref text, out var time, out _) || !text.IsEmpty)
        {
            return false;
        }

        parsed.SetTime(time, TimeSource.Header);
        message = message[26..].TrimStart((byte)' ');
        return true;
    }

    /// <summary><c>dmesg --time-format iso</c>: <c>2026-11-24T10:00:01,123456+00:00 …</c></summary>
    public static bool TryCutIso(scoped ref ReadOnlySpan<byte> line, scoped in SyslogClock clock, ParsedEvent parsed)
    {
        if (line.Length < 34 || line[10] != 'T' || line[19] != ',' || line[26] is not ((byte)'+' or (byte)'-') || line[29] != ':' || line[32] != ' ')
        {
            return false;
        }

        if (!clock.TryCut(ref line, out var time, out _))
        {
            return false;
        }

        parsed.SetTime(time, TimeSource.Header);
        line = line.TrimStart((byte)' ');
        return true;
    }
}
