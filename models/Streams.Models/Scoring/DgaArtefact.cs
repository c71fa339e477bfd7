using System.Text.Json;

namespace Streams.Models.Scoring;

/// <summary>The stored form of <see cref="DgaParameters"/>: JSON, always the same bytes for the same parameters.</summary>
internal static class DgaArtefact
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes.</summary>
    public static byte[] Write(DgaParameters parameters) => JsonSerializer.SerializeToUtf8Bytes(parameters, Json);

    /// <summary>Reads.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    public static DgaParameters Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<DgaParameters>(bytes, Json) ?? throw new JsonException("the artefact is null");
}
