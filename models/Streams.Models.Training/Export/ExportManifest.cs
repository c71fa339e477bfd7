using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streams.Models.Training.Export;

/// <summary>What an export was made of: the same places give the same bytes. Holds no time of its own.</summary>
/// <param name="Version">The form of the export.</param>
/// <param name="Places">Where the rows came from: by topic and partition the first offset and the one behind the last, or the files that were replayed.</param>
/// <param name="Refused">Rows of another hash than the program's sets, or with a value that is no number, which are left out.</param>
/// <param name="Sets">The files.</param>
/// <param name="Doubled">Rows that were written a second time: the one that was known first is kept.</param>
/// <param name="Labelled">Whether labels were written with them.</param>
public sealed record ExportManifest(
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("places")] IReadOnlyList<string> Places,
    [property: JsonPropertyName("refused")] long Refused,
    [property: JsonPropertyName("sets")] IReadOnlyList<ExportedSet> Sets,
    [property: JsonPropertyName("doubled")] long Doubled = 0,
    [property: JsonPropertyName("labelled")] bool Labelled = false
)
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The name of its file.</summary>
    public const string File = "manifest.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The bytes of <c>manifest.json</c>.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];
}
