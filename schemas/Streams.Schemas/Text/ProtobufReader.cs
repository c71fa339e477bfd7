using System.Buffers.Binary;

namespace Streams.Schemas.Text;

/// <summary>Walks the fields of a Protocol Buffers message. What is no message ends the walk, with <see cref="Failed"/> set.</summary>
public ref struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private ReadOnlyMemory<byte> _rest = message;

    /// <summary>Whether the bytes are no message.</summary>
    public bool Failed { get; private set; }

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the current field holds bytes: a text or a message.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>The current field's bytes, where it holds some.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>The current field's number, where it holds one: a varint, or the bits of a fixed field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Steps to the next field; false at the end and where the bytes are no message.</summary>
    public bool TryNext()
    {
        if (_rest.IsEmpty || Failed)
        {
            return false;
        }

        (IsBytes, Bytes, Number) = (false, default, 0);
        if (!TryVarint(out var tag) || tag >> 3 is 0 or > 536_870_911)
        {
            return Fail();
        }

        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return TryVarint(out var number) ? Has(number) : Fail();
            case 1:
                return TryFixed(8) ? Has(BinaryPrimitives.ReadUInt64LittleEndian(Bytes.Span)) : Fail();
            case 2:
                return TryVarint(out var length) && length <= (ulong)_rest.Length && TryFixed((int)length) ? Holds() : Fail();
            case 5:
                return TryFixed(4) ? Has(BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span)) : Fail();
            default:
                return Fail();
        }
    }

    private bool Has(ulong number)
    {
        Number = number;
        return true;
    }

    private bool Holds()
    {
        IsBytes = true;
        return true;
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }

    private bool TryFixed(int length)
    {
        if (length > _rest.Length)
        {
            return false;
        }

        Bytes = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        var bytes = _rest.Span;
        for (var at = 0; at < bytes.Length && at < 10; at++)
        {
            value |= (ulong)(bytes[at] & 0x7f) << (7 * at);
            if (bytes[at] < 0x80)
            {
                _rest = _rest[(at + 1)..];
                return true;
            }
        }

        return false;
    }
}
