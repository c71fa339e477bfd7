using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>The buffers for escaped names and values that a parser lends to its <see cref="JsonCursor"/>.</summary>
internal sealed class JsonBuffers
{
    /// <summary>The current property's name.</summary>
    public ByteBuffer Name { get; } = new();

    /// <summary>The current value.</summary>
    public ByteBuffer Value { get; } = new();
}
