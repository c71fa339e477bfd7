namespace Streams.Schemas.Kernel;

/// <summary>
/// What a log prefix says became of the packet. The prefix is whoever wrote the rule's text, and with some network plug-ins the policy's author chooses a part of it:
/// the verdict is read where its writer puts it, never from a word in a name; where nothing says it, the packet was logged.
/// </summary>
internal static class NetfilterVerdict
{
    private static readonly byte[][] Denying = Words("drop dropped drp deny denied reject rejected block blocked d");
    private static readonly byte[][] Allowing = Words("accept accepted allow allowed pass passed permit permitted");

    /// <summary><c>denied</c>, <c>allowed</c> or <c>logged</c>.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> prefix)
    {
        prefix = prefix.Trim(" :"u8);
        if (prefix.StartsWith("Antrea:"u8))
        {
            return OfWord(Part(prefix, 2));
        }

        if (prefix.IndexOf("ACTION="u8) is >= 0 and var action)
        {
            var word = prefix[(action + 7)..];
            return OfWord(word[..(word.IndexOfAny(" :,"u8) is >= 0 and var end ? end : word.Length)]);
        }

        // Calico and its like: the policy's name stands in the prefix, the verdict behind it or nowhere.
        if (prefix.Contains((byte)'/') || prefix.StartsWith("calico-packet"u8) || prefix.IndexOf("Policy "u8) >= 0)
        {
            var colon = prefix.LastIndexOf((byte)':');
            return OfWord(colon < 0 ? default : prefix[(colon + 1)..].Trim((byte)' '));
        }

        return OfWords(prefix);
    }

    /// <summary>An operator's own prefix: the last of its words that is a verdict.</summary>
    private static ReadOnlySpan<byte> OfWords(ReadOnlySpan<byte> prefix)
    {
        var verdict = "logged"u8;
        while (!prefix.IsEmpty)
        {
            var end = prefix.IndexOfAny(" :-_[]()."u8);
            var word = end < 0 ? prefix : prefix[..end];
            prefix = end < 0 ? default : prefix[(end + 1)..];
            var said = OfWord(word);
            if (!said.SequenceEqual("logged"u8))
            {
                verdict = said;
            }
        }

        return verdict;
    }

    private static ReadOnlySpan<byte> OfWord(ReadOnlySpan<byte> word)
    {
        Span<byte> lower = stackalloc byte[10];
        if (word.Length > lower.Length)
        {
            return "logged"u8;
        }

        for (var i = 0; i < word.Length; i++)
        {
            lower[i] = word[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(word[i] | 0x20) : word[i];
        }

        lower = lower[..word.Length];
        return Any(Denying, lower) ? "denied"u8
            : Any(Allowing, lower) ? "allowed"u8
            : "logged"u8;
    }

    private static bool Any(byte[][] words, ReadOnlySpan<byte> word)
    {
        foreach (var one in words)
        {
            if (word.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> text, int index)
    {
        for (; index > 0; index--)
        {
            _ = Text.Words.Cut(ref text, (byte)':');
        }

        return Text.Words.Cut(ref text, (byte)':');
    }

    private static byte[][] Words(string words) => [.. words.Split(' ').Select(System.Text.Encoding.ASCII.GetBytes)];
}
