namespace Streams.Host.Matching;

/// <summary>The lines of a stream as bytes, without their ends. One buffer, grown to the longest line.</summary>
internal sealed class ByteLines(Stream stream)
{
    private const int MaxLine = 1 << 26;
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _isFirst = true;

    /// <summary>Reads the next line; valid until the next call.</summary>
    /// <exception cref="UsageException">A line is longer than 64 MiB.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = _start;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Trimmed(_start, searched + at);
                _start = searched + at + 1;
                return true;
            }

            if (_isAtEnd)
            {
                line = Trimmed(_start, _end);
                var any = _start < _end;
                _start = _end;
                return any;
            }

            var unsearched = _end - _start;
            Fill();
            searched = Math.Max(unsearched, _start);
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxLine)
            {
                throw new UsageException($"a line is longer than {MaxLine} bytes");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        if (_isFirst && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3; // a byte order mark is no part of the first line
        }

        _isFirst = false;
        _isAtEnd = read == 0;
    }

    private ReadOnlyMemory<byte> Trimmed(int start, int end) =>
        _buffer.AsMemory(start, end > start && _buffer[end - 1] == (byte)'\r' ? end - start - 1 : end - start);
}
