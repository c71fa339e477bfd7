using System.Text.Json.Serialization;
using Streams.Schemas.Joining;

namespace Streams.Topologies.Normalise;

/// <summary>The parts of one line as state.</summary>
public sealed class PartsOfLine
{
    /// <summary>The parts.</summary>
    [JsonIgnore]
    public EventParts Parts { get; private set; } = new();

    /// <summary>Where they came from.</summary>
    public string Origin { get; set; } = "";

    public int Partition { get; set; }

    /// <summary>The parts as they are written.</summary>
    public byte[] Encoded
    {
        get => Parts.Encode();
        set => Parts = EventParts.Decode(value) ?? new EventParts();
    }
}
