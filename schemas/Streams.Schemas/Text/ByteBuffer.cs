namespace Streams.Schemas.Text;

/// <summary>A growing buffer that a parser reuses from record to record. Owned by one thread.</summary>
internal sealed class ByteBuffer
{
    private const int Usual = 2 << 20;
    private byte[] _bytes = new byte[512];

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next change.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>What was written; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets what was written behind that many bytes.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Room for that many bytes behind what was written.</summary>
    public Span<byte> Reserve(int length)
    {
        if (Length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Gives back the room that an unusually large content took.</summary>
    public void Shrink()
    {
        if (_bytes.Length > Usual)
        {
            _bytes = new byte[512];
            Length = 0;
        }
    }

    /// <summary>Counts bytes of the reserved room as written.</summary>
    public void Advance(int length) => Length += length;

    /// <summary>Writes bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes a word, behind a separator where it is not the first.</summary>
    public void AppendWord(byte separator, ReadOnlySpan<byte> word)
    {
        if (Length > 0)
        {
            Append([separator]);
        }

        Append(word);
    }
}
