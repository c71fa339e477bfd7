using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>A server-sent event of one line, as <c>journalctl -o json-sse</c> and the journal's gateway write them.</summary>
internal sealed class ServerSentEvent : IDecoder
{
    /// <inheritdoc/>
    public string Name => "a server-sent event";

    /// <inheritdoc/>
    public byte First => (byte)'d';

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.StartsWith("data: {"u8) && !value.TrimEnd("\r\n"u8).Contains((byte)'\n');

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = value[6..];
        return null;
    }
}
