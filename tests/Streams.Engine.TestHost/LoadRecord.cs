using System.Buffers.Binary;

namespace Streams.Engine.TestHost;

/// <summary>The value of an input record: event time, number, side; 17 bytes.</summary>
/// <param name="Time">Event time.</param>
/// <param name="Number">Unique over the load.</param>
/// <param name="IsLeft">The side in a join.</param>
public readonly record struct LoadRecord(long Time, long Number, bool IsLeft)
{
    private const int Size = 17;

    /// <summary>As bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Time);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Number);
        bytes[16] = IsLeft ? (byte)1 : (byte)0;
        return bytes;
    }

    /// <summary>From bytes.</summary>
    public static LoadRecord Decode(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), bytes[16] == 1);
}
