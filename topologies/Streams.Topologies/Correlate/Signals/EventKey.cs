using System.Buffers;
using System.Buffers.Binary;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>An event's id as it is kept and compared: one of 32 lower-case hex digits as the number it is, any other as its text. The order is that of the texts.</summary>
/// <param name="Number">The id as a number; 0 where <paramref name="Text"/> is given.</param>
/// <param name="Text">The id where it is no such number, else null.</param>
internal readonly record struct EventKey(UInt128 Number, string? Text) : IComparable<EventKey>
{
    /// <summary>The bytes of an id that is a number.</summary>
    public const int Length = 16;

    /// <summary>The length of such an id as text.</summary>
    public const int TextLength = 2 * Length;

    /// <summary>Of an event's id.</summary>
    public static EventKey Of(string id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return TryPack(id, bytes) ? new EventKey(BinaryPrimitives.ReadUInt128BigEndian(bytes), null) : new EventKey(0, id);
    }

    /// <summary>Makes 16 bytes of an id of 32 lower-case hex digits.</summary>
    /// <returns>False where it is another.</returns>
    public static bool TryPack(ReadOnlySpan<char> id, Span<byte> into) =>
        id.Length == TextLength && Convert.FromHexString(id, into, out _, out _) == OperationStatus.Done && !id.ContainsAnyInRange('A', 'F');

    /// <inheritdoc cref="TryPack(ReadOnlySpan{char}, Span{byte})"/>
    public static bool TryPack(ReadOnlySpan<byte> id, Span<byte> into) =>
        id.Length == TextLength && Convert.FromHexString(id, into, out _, out _) == OperationStatus.Done && !id.ContainsAnyInRange((byte)'A', (byte)'F');

    /// <inheritdoc/>
    public int CompareTo(EventKey other) =>
        Text is null && other.Text is null ? Number.CompareTo(other.Number) : string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>Writes the event's id.</summary>
    /// <returns>Its length.</returns>
    public int CopyTo(Span<char> into)
    {
        if (Text is not null)
        {
            Text.CopyTo(into);
            return Text.Length;
        }

        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        Convert.TryToHexStringLower(bytes, into, out var length);
        return length;
    }

    /// <summary>The event's id.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[TextLength];
        return Text ?? new string(text[..CopyTo(text)]);
    }
}
