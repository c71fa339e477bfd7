using System.Buffers.Binary;

namespace Streams.Schemas.Parsing;

/// <summary>
/// Cuts a stream into lines, or, where it begins as the journal's export format does, into that format's entries.
/// Of a line over the limit only one byte more than the limit is kept, so memory stays bounded.
/// </summary>
public sealed class LineReader(Stream stream, int maxLineBytes)
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private byte[] _line = new byte[8 * 1024];
    private readonly byte[] _size = new byte[8];
    private bool _begun;
    private bool _ofEntries;
    private int _start;
    private int _end;

    /// <summary>The next line without its newline; false at the end. Valid until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var length = 0;
        _ = _begun || TryFill();
        var any = _ofEntries ? TryEntry(ref length) : TryLine(ref length);
        line = _line.AsMemory(0, length);
        return any;
    }

    private bool TryEntry(ref int length)
    {
        while (TryLine(ref length))
        {
            if (length > 0)
            {
                return TryFields(0, ref length);
            }
        }

        return false;
    }

    /// <summary>Reads on to the blank line that ends the entry; a field whose name stands alone has its length and its bytes behind it.</summary>
    private bool TryFields(int start, ref int length)
    {
        while (true)
        {
            var field = _line.AsSpan(start, length - start);
            length = Append("\n"u8, length);
            if (field.IsEmpty)
            {
                return true;
            }

            if (
                !field.Contains((byte)'=')
                && (
                    !TryTake(_size.Length, ref length, _size)
                    || !TryTake((long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(_size), long.MaxValue), ref length, default)
                    || !TryTake(1, ref length, default)
                )
            )
            {
                return true;
            }

            start = length;
            if (!TryLine(ref length))
            {
                return true;
            }
        }
    }

    private bool TryTake(long count, ref int length, Span<byte> copy)
    {
        while (count > 0)
        {
            if (_start == _end && !TryFill())
            {
                return false;
            }

            var part = _chunk.AsSpan(_start, (int)Math.Min(count, _end - _start));
            length = Append(part, length);
            if (!copy.IsEmpty)
            {
                part.CopyTo(copy);
                copy = copy[part.Length..];
            }

            (_start, count) = (_start + part.Length, count - part.Length);
        }

        return true;
    }

    private bool TryLine(ref int length)
    {
        var any = false;
        while (_start < _end || TryFill())
        {
            any = true;
            var rest = _chunk.AsSpan(_start, _end - _start);
            var newline = rest.IndexOf((byte)'\n');
            length = Append(newline < 0 ? rest : rest[..newline], length);
            _start += newline < 0 ? rest.Length : newline + 1;
            if (newline >= 0)
            {
                return true;
            }
        }

        return any;
    }

    private bool TryFill()
    {
        (_start, _end) = (0, stream.Read(_chunk));
        SkipByteOrderMark();
        _ofEntries |= !_begun && JournalExportText.Begins(_chunk.AsSpan(_start, _end - _start));
        _begun = true;
        return _end > _start;
    }

    private void SkipByteOrderMark()
    {
        if (!_begun && _chunk.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }
    }

    private int Append(ReadOnlySpan<byte> part, int length)
    {
        part = part[..Math.Min(part.Length, Math.Max(0, maxLineBytes + 1 - length))];
        if (length + part.Length > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(_line.Length * 2, length + part.Length));
        }

        part.CopyTo(_line.AsSpan(length));
        return length + part.Length;
    }
}
