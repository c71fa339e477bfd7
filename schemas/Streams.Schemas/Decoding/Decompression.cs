using Streams.Schemas.Parsing;
using Streams.Schemas.Text;
using ZstdSharp;

namespace Streams.Schemas.Decoding;

/// <summary>Reads a decompressing stream up to a limit, so that a bomb costs no more than the limit.</summary>
internal static class Decompression
{
    private const int Step = 32 * 1024;

    /// <summary>Null, or why the stream cannot be read.</summary>
    public static DeadReason? Read(Stream stream, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = default;
        try
        {
            while (true)
            {
                var read = stream.Read(into.Reserve(Step)[..Step]);
                if (read == 0)
                {
                    decoded = into.Memory;
                    return null;
                }

                into.Advance(read);
                if (into.Length > most)
                {
                    return DeadReason.TooLong;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            return DeadReason.Malformed;
        }
    }
}
