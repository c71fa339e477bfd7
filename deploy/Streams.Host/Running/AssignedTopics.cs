using System.Buffers.Binary;
using System.Text;

namespace Streams.Host.Running;

/// <summary>The topics of a group member's assignment, in the form of Kafka's consumer protocol: version, then each topic with its partitions.</summary>
internal static class AssignedTopics
{
    /// <summary>Reads them; bytes of another form hold none.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> assignment)
    {
        var topics = new List<string>();
        if (assignment.Length < 6)
        {
            return topics;
        }

        var left = BinaryPrimitives.ReadInt32BigEndian(assignment[2..]);
        var rest = assignment[6..];
        while (left-- > 0 && rest.Length >= 2)
        {
            var length = BinaryPrimitives.ReadInt16BigEndian(rest);
            if (length < 0 || rest.Length < 2 + length + 4)
            {
                break;
            }

            topics.Add(Encoding.UTF8.GetString(rest.Slice(2, length)));
            rest = rest[(2 + length)..];
            var partitions = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (partitions < 0 || (rest.Length - 4) / 4 < partitions)
            {
                break;
            }

            rest = rest[(4 + (4 * partitions))..];
        }

        return topics;
    }
}
