namespace Streams.Schemas.Container;

/// <summary>Reads what stands between quotes.</summary>
internal static class Quoted
{
    /// <summary>Takes the bytes up to the first quote that no backslash stands before, and steps over it; the whole rest where there is none.</summary>
    public static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest)
    {
        for (var at = 0; at < rest.Length; at++)
        {
            var next = rest[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (rest[at] == '"')
            {
                var text = rest[..at];
                rest = rest[(at + 1)..];
                return text;
            }

            at++;
        }

        var all = rest;
        rest = default;
        return all;
    }
}
