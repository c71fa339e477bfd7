using System.Text.Json.Serialization;

namespace Streams.Host.StateCopies;

/// <summary>A record of a topic, or an entry of a table: a line of a file of a copy.</summary>
internal sealed record CopiedRecord
{
    /// <summary>The key.</summary>
    [JsonPropertyName("k")]
    public byte[] Key { get; init; } = [];

    /// <summary>The value; null is a tombstone.</summary>
    [JsonPropertyName("v")]
    public byte[]? Value { get; init; }

    /// <summary>Where it stood.</summary>
    [JsonPropertyName("o")]
    public long Offset { get; init; }

    /// <summary>Its headers by name.</summary>
    [JsonPropertyName("h"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, byte[]>? Headers { get; init; }
}
