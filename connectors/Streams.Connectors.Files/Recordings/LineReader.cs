namespace Streams.Connectors.Files.Recordings;

/// <summary>The lines of a file as bytes.</summary>
internal static class LineReader
{
    private const int BufferSize = 1 << 16;

    /// <summary>Each line without its end; a last line without an end counts.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<byte[]> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        var (start, end) = (0, 0);
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (newline >= 0)
            {
                yield return buffer[start..newline];
                start = newline + 1;
                continue;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                break;
            }

            end += read;
        }

        if (end > start)
        {
            yield return buffer[start..end];
        }
    }
}
