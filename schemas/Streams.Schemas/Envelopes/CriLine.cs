using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>A line of the container runtime interface: <c>TIME STREAM TAG MESSAGE</c>.</summary>
internal readonly ref struct CriLine
{
    /// <summary>The time of the line, nanoseconds.</summary>
    public Timestamp Time { get; private init; }

    /// <summary>stdout or stderr.</summary>
    public ReadOnlySpan<byte> Stream { get; private init; }

    /// <summary>Whether the rest of the line follows (tag <c>P</c>).</summary>
    public bool Continues { get; private init; }

    /// <summary>Where the message begins in the record.</summary>
    public int MessageStart { get; private init; }

    /// <summary>Reads a line; false where it is none. The tag is required; more tags may follow after a colon.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out CriLine read)
    {
        read = default;
        var rest = line;
        if (!Rfc3339.TryParse(Words.Cut(ref rest, (byte)' '), null, out var time))
        {
            return false;
        }

        var stream = Words.Cut(ref rest, (byte)' ');
        // A blank line may have lost the blank behind its tag.
        var blank = rest.IndexOf((byte)' ') is >= 0 and var found ? found : rest.Length;
        var tag = rest[..blank];
        if (
            (!stream.SequenceEqual("stdout"u8) && !stream.SequenceEqual("stderr"u8))
            || tag.IsEmpty
            || tag[0] is not ((byte)'P' or (byte)'F')
            || (tag.Length > 1 && tag[1] != ':')
        )
        {
            return false;
        }

        read = new CriLine
        {
            Time = time,
            Stream = stream,
            Continues = tag[0] == 'P',
            MessageStart = Math.Min(line.Length - rest.Length + blank + 1, line.Length),
        };
        return true;
    }
}
