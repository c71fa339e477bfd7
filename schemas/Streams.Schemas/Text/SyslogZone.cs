namespace Streams.Schemas.Text;

/// <summary>The zone behind the time of a syslog header.</summary>
internal static class SyslogZone
{
    /// <summary>Cuts it off the front: an offset (<c>+01:00</c>), <c>UTC</c>, or another zone's letters, which say nothing that is known everywhere; a colon may end it.</summary>
    public static bool TryCut(scoped ref ReadOnlySpan<byte> after, out int offset)
    {
        offset = 0;
        var word = after is [(byte)' ', ..] ? after[1..] : default;
        word = word[..(word.IndexOf((byte)' ') is >= 0 and var end ? end : 0)];
        var length = word.Length + 1;
        word = word.TrimEnd((byte)':');
        if (word.Length > 1 && (word[0] is (byte)'+' or (byte)'-' || word.SequenceEqual("UTC"u8)) && Rfc3339.TryOffset(word, out offset))
        {
            after = after[length..];
            return true;
        }

        if (
            word.SequenceEqual("GMT"u8)
            || word.SequenceEqual("CET"u8)
            || word.SequenceEqual("CEST"u8)
            || word.SequenceEqual("EST"u8)
            || word.SequenceEqual("EDT"u8)
            || word.SequenceEqual("PST"u8)
            || word.SequenceEqual("PDT"u8)
            || word.SequenceEqual("CST"u8)
            || word.SequenceEqual("CDT"u8)
            || word.SequenceEqual("BST"u8)
            || word.SequenceEqual("JST"u8)
        )
        {
            after = after[length..];
        }

        return false;
    }
}
