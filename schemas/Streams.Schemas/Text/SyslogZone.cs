namespace Streams.Schemas.Text;

/// <summary>The zone behind the time of a syslog header.</summary>
internal static class SyslogZone
{
    /// <summary>Cuts it off the front: an offset (<c>+01:00</c>, <c>-03</c>), <c>UTC</c>, or the letters of a zone; a colon may end it.</summary>
    /// <param name="after">What follows the time.</param>
    /// <param name="always">Whether a zone stands there always, so that letters that are not known are one too.</param>
    /// <param name="offset">Its seconds, with <see cref="WrittenZone.Offset"/>.</param>
    public static WrittenZone Cut(scoped ref ReadOnlySpan<byte> after, bool always, out int offset)
    {
        offset = 0;
        var word = after is [(byte)' ', ..] ? after[1..] : default;
        word = word[..(word.IndexOf((byte)' ') is >= 0 and var end ? end : 0)];
        var length = word.Length + 1;
        word = word.TrimEnd((byte)':');
        if (word.Length > 1 && (word[0] is (byte)'+' or (byte)'-' || word.SequenceEqual("UTC"u8)) && Rfc3339.TryOffset(word, out offset))
        {
            after = after[length..];
            return WrittenZone.Offset;
        }

        if (!ZoneNames.TryFind(word, out var found) && !(always && IsLetters(word)))
        {
            return WrittenZone.None;
        }

        after = after[length..];
        offset = found ?? 0;
        return found is null ? WrittenZone.Ambiguous : WrittenZone.Offset;
    }

    private static bool IsLetters(ReadOnlySpan<byte> word) => word.Length is > 2 and < 6 && word.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;
}
