namespace Streams.Schemas.Text;

/// <summary>Priorities that are written in words.</summary>
internal static class SyslogPriority
{
    /// <summary>Steps over a priority in words: BusyBox' <c>auth.info</c> behind the host, the <c>&lt;auth.info&gt;</c> of the BSDs before it.</summary>
    public static void Skip(scoped ref ReadOnlySpan<byte> rest)
    {
        var after = rest;
        var word = Words.Cut(ref after, (byte)' ');
        word = word.Length > 2 && word[0] == '<' && word[^1] == '>' ? word[1..^1] : word;
        if (word.IndexOf((byte)'.') is > 2 and var dot && dot <= 8 && IsSeverity(word[(dot + 1)..]) && IsFacility(word[..dot]))
        {
            rest = after;
        }
    }

    private static bool IsFacility(ReadOnlySpan<byte> word) =>
        word.StartsWith("auth"u8)
        || word.StartsWith("local"u8)
        || word.SequenceEqual("kern"u8)
        || word.SequenceEqual("user"u8)
        || word.SequenceEqual("daemon"u8)
        || word.SequenceEqual("cron"u8)
        || word.SequenceEqual("mail"u8)
        || word.SequenceEqual("syslog"u8);

    /// <summary>Whether a severity stands in front.</summary>
    public static bool IsSeverity(ReadOnlySpan<byte> rest)
    {
        var word = Words.Cut(ref rest, (byte)' ');
        return word.SequenceEqual("emerg"u8)
            || word.SequenceEqual("alert"u8)
            || word.SequenceEqual("crit"u8)
            || word.SequenceEqual("err"u8)
            || word.SequenceEqual("warning"u8)
            || word.SequenceEqual("warn"u8)
            || word.SequenceEqual("notice"u8)
            || word.SequenceEqual("info"u8)
            || word.SequenceEqual("debug"u8);
    }
}
