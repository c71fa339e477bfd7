namespace Streams.Schemas.Parsing;

/// <summary>Cuts a stream into lines. Of a line over the limit only one byte more than the limit is kept, so memory stays bounded.</summary>
public sealed class LineReader(Stream stream, int maxLineBytes)
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private byte[] _line = new byte[8 * 1024];
    private bool _begun;
    private int _start;
    private int _end;

    /// <summary>The next line without its newline; false at the end. Valid until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var (length, any) = (0, false);
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, stream.Read(_chunk));
                SkipByteOrderMark();
                if (_end == 0)
                {
                    line = _line.AsMemory(0, length);
                    return any;
                }
            }

            any = true;
            var rest = _chunk.AsSpan(_start, _end - _start);
            var newline = rest.IndexOf((byte)'\n');
            length = Append(newline < 0 ? rest : rest[..newline], length);
            _start += newline < 0 ? rest.Length : newline + 1;
            if (newline >= 0)
            {
                line = _line.AsMemory(0, length);
                return true;
            }
        }
    }

    private void SkipByteOrderMark()
    {
        if (!_begun && _chunk.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }

        _begun = true;
    }

    private int Append(ReadOnlySpan<byte> part, int length)
    {
        part = part[..Math.Min(part.Length, maxLineBytes + 1 - length)];
        if (length + part.Length > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(_line.Length * 2, length + part.Length));
        }

        part.CopyTo(_line.AsSpan(length));
        return length + part.Length;
    }
}
