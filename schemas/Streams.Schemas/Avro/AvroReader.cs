using System.Buffers.Binary;
using System.Text;
using Streams.Schemas.Events;

namespace Streams.Schemas.Avro;

/// <summary>
/// Reads Avro's binary encoding from bytes nobody vouches for: no length is believed beyond the bytes that are there.
/// After the first error every read gives a default and <see cref="Failed"/> stays true.
/// </summary>
public ref struct AvroReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxItems = 100_000;

    /// <summary>The year 2200.</summary>
    private const long MaxTime = 7_260_000_000_000_000_000;
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether anything could not be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>The id of the schema whose record was begun.</summary>
    public int SchemaId { get; private set; }

    /// <summary>Whether everything has been read: a field that was added to a schema is missing in what was written before.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>How many bytes have not been read.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Reads the Confluent header; false where it is another schema's or none.</summary>
    public bool Begin(int schemaId)
    {
        if (_rest.Length < 5 || _rest[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(_rest[1..]) != schemaId)
        {
            Failed = true;
            return false;
        }

        _rest = _rest[5..];
        SchemaId = schemaId;
        return true;
    }

    /// <summary>Reads the Confluent header of a schema that is written, or of an earlier version of it; false where it is another schema's or none.</summary>
    public bool BeginAny(int schemaId, params ReadOnlySpan<int> earlierIds)
    {
        var id = _rest.Length >= 5 ? BinaryPrimitives.ReadInt32BigEndian(_rest[1..]) : schemaId;
        return Begin(earlierIds.Contains(id) ? id : schemaId);
    }

    /// <summary>int or long.</summary>
    public long Long()
    {
        if (_rest is [< 0x80 and var only, ..])
        {
            _rest = _rest[1..];
            return (only >> 1) ^ -(only & 1);
        }

        ulong value = 0;
        for (var shift = 0; shift < 70 && _rest.Length > 0; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        Fail();
        return 0;
    }

    /// <summary>An int that numbers one of so many things; any other number is an error.</summary>
    public byte Code(int count)
    {
        var code = Long();
        if (code < 0 || code >= count)
        {
            Fail();
            return 0;
        }

        return (byte)code;
    }

    /// <summary>A number of 32 bits; any other is an error.</summary>
    public int Int()
    {
        var number = Long();
        if (number != (int)number)
        {
            Fail();
            return 0;
        }

        return (int)number;
    }

    /// <summary>A time or <see cref="Timestamp.Unknown"/>; one beyond any clock, with which nothing can be added or taken away, is an error.</summary>
    public Timestamp Time()
    {
        var time = new Timestamp(Long());
        if (time.IsKnown && time.Nanoseconds is > MaxTime or < -MaxTime)
        {
            Fail();
            return Timestamp.Unknown;
        }

        return time;
    }

    /// <summary>["null","long"] that is a time.</summary>
    public Timestamp OptionalTime() => Branch() ? Time() : Timestamp.Unknown;

    /// <summary>["null","double"] that is a number: neither infinite nor none.</summary>
    public double? OptionalNumber()
    {
        var value = OptionalDouble();
        if (value is { } number && !double.IsFinite(number))
        {
            Fail();
        }

        return Failed ? null : value;
    }

    /// <summary>A double that is a number: neither infinite nor none.</summary>
    public double Number()
    {
        var number = Double();
        if (!double.IsFinite(number))
        {
            Fail();
            return 0;
        }

        return number;
    }

    /// <summary>boolean.</summary>
    public bool Boolean() => Take(1) is [1];

    /// <summary>float.</summary>
    public float Float() => Take(4) is { Length: 4 } span ? BinaryPrimitives.ReadSingleLittleEndian(span) : 0;

    /// <summary>double.</summary>
    public double Double() => Take(8) is { Length: 8 } span ? BinaryPrimitives.ReadDoubleLittleEndian(span) : 0;

    /// <summary>bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Long());

    /// <summary>fixed.</summary>
    public ReadOnlySpan<byte> Fixed(int length) => Take(length);

    /// <summary>string.</summary>
    public string String() => Encoding.UTF8.GetString(Bytes());

    /// <summary>["null","string"].</summary>
    public string? OptionalString() => Branch() ? String() : null;

    /// <summary>["null","string"] as UTF-8; false: null.</summary>
    public bool OptionalBytes(out ReadOnlySpan<byte> value)
    {
        var isThere = Branch();
        value = isThere ? Bytes() : default;
        return isThere;
    }

    /// <summary>["null","long"].</summary>
    public long OptionalLong(long none) => Branch() ? Long() : none;

    /// <summary>["null","double"].</summary>
    public double? OptionalDouble() => Branch() ? Double() : null;

    /// <summary>array of string.</summary>
    public List<string> Strings()
    {
        var values = new List<string>();
        for (var count = Block(); count > 0; count = Block())
        {
            for (; count > 0 && !Failed; count--)
            {
                values.Add(String());
            }
        }

        return values;
    }

    /// <summary>The number of items in the next block of an array or map; 0 at its end.</summary>
    public int Block()
    {
        var count = Failed ? 0 : Long();
        if (count < 0)
        {
            count = -count;
            Long();
        }

        if (count is < 0 or > MaxItems)
        {
            Fail();
        }

        return Failed ? 0 : (int)count;
    }

    private bool Branch()
    {
        var branch = Long();
        if (branch is not (0 or 1))
        {
            Fail();
        }

        return branch == 1 && !Failed;
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length)
        {
            Fail();
            return default;
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private void Fail()
    {
        Failed = true;
        _rest = default;
    }
}
