namespace Streams.Schemas.Text;

/// <summary>Cuts words off the front of a line, without copying.</summary>
internal static class Words
{
    /// <summary>Takes the bytes before the first separator and steps over it; the whole rest where there is none.</summary>
    public static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest, byte separator)
    {
        var at = rest.IndexOf(separator);
        if (at < 0)
        {
            var all = rest;
            rest = default;
            return all;
        }

        var word = rest[..at];
        rest = rest[(at + 1)..];
        return word;
    }

    /// <summary>A line without one line end, <c>LF</c> or <c>CR LF</c> or <c>CR</c>.</summary>
    public static ReadOnlyMemory<byte> Line(ReadOnlyMemory<byte> line)
    {
        line = line.Span is [.., (byte)'\n'] ? line[..^1] : line;
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }

    /// <summary>Takes the next word between spaces; empty at the end.</summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart((byte)' ');
        return Cut(ref rest, (byte)' ');
    }

    /// <summary>Steps over a prefix; false where the line does not begin with it.</summary>
    public static bool Skip(scoped ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> prefix)
    {
        if (!rest.StartsWith(prefix))
        {
            return false;
        }

        rest = rest[prefix.Length..];
        return true;
    }

    /// <summary>A whole decimal number.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;

    /// <summary>The text between two marks; empty where one is missing.</summary>
    public static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> line, ReadOnlySpan<byte> from, byte to)
    {
        var at = line.IndexOf(from);
        if (at < 0)
        {
            return default;
        }

        var rest = line[(at + from.Length)..];
        return Cut(ref rest, to);
    }
}
