using System.Text.Json.Serialization;

namespace Streams.Models.Training.Export;

/// <summary>What a manifest says of one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="SetHash">Its hash.</param>
/// <param name="File">The file.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Sha256">The hash of the file's bytes.</param>
public sealed record ExportedSet(
    [property: JsonPropertyName("set")] string Set,
    [property: JsonPropertyName("set_hash")] string SetHash,
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("rows")] long Rows,
    [property: JsonPropertyName("sha256")] string Sha256
);
