using System.Text;

namespace Streams.Schemas.Avro;

/// <summary>["null","string"], read in place: good as long as its bytes are.</summary>
public readonly ref struct OptionalText
{
    /// <summary>Whether it is there.</summary>
    public bool IsThere { get; private init; }

    /// <summary>UTF-8; empty where it is not there.</summary>
    public ReadOnlySpan<byte> Bytes { get; private init; }

    /// <summary>Reads one.</summary>
    public static OptionalText Read(scoped ref AvroReader reader) => new() { IsThere = reader.OptionalBytes(out var bytes), Bytes = bytes };

    /// <summary>Writes it.</summary>
    public void Write(AvroWriter writer)
    {
        writer.Long(IsThere ? 1 : 0);
        if (IsThere)
        {
            writer.Bytes(Bytes);
        }
    }

    /// <summary>A string of its own, or null.</summary>
    public string? ToText() => IsThere ? Encoding.UTF8.GetString(Bytes) : null;
}
