using System.Buffers.Binary;

namespace Streams.Schemas.Avro;

/// <summary>
/// Tells what a later version of the program wrote from what is none of ours: ids of schemas only ever rise, so an id a little above the newest that is known is one that
/// was added since. Who reads one goes no further: set aside it would be lost to those who know it.
/// </summary>
public static class LaterForm
{
    /// <summary>More schemas than these two minor versions do not add: all other numbers are nobody's.</summary>
    private const int Room = 100;

    /// <summary>A registry numbers what others register as well.</summary>
    private const int RoomOfRegistry = 1_000_000;

    /// <summary>Why a record is refused; null where no later version wrote it.</summary>
    public static string? Refuse(ReadOnlySpan<byte> value)
    {
        var newest = SchemaIds.Newest;
        return
            value.Length >= 5
            && value[0] == 0
            && BinaryPrimitives.ReadInt32BigEndian(value[1..]) is var id
            && id > newest
            && id - newest <= (SchemaIds.AreOfRegistry ? RoomOfRegistry : Room)
            ? $"the record bears schema {id}, and this version of Streams knows none above {newest}: a later version wrote it; mend: run that version"
            : null;
    }
}
