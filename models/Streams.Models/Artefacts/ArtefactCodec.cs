using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streams.Models.Artefacts;

/// <summary>The stored form of models: JSON in one order and one spelling, so that the same model is the same bytes. Anything else is refused, with the reason.</summary>
public static class ArtefactCodec
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The hash of a stored form, hex.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Writes.</summary>
    public static byte[] Write(ModelArtefact artefact) => [.. JsonSerializer.SerializeToUtf8Bytes(artefact, Json), (byte)'\n'];

    /// <summary>Reads, and checks everything that does not need the features.</summary>
    /// <exception cref="FormatException">It is no artefact of this program, or it is damaged.</exception>
    public static ModelArtefact Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ModelArtefact.MaxBytes)
        {
            throw new FormatException($"it has {bytes.Length:N0} bytes, a model may have {ModelArtefact.MaxBytes:N0}");
        }

        ModelArtefact artefact;
        try
        {
            artefact = JsonSerializer.Deserialize<ModelArtefact>(bytes, Json) ?? throw new FormatException("it is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is damaged, {e.Message}", e);
        }

        if (artefact.Form != ModelArtefact.CurrentForm)
        {
            throw new FormatException($"it has form {artefact.Form}, this program reads form {ModelArtefact.CurrentForm}");
        }

        return Write(artefact).AsSpan().SequenceEqual(bytes)
            ? artefact
            : throw new FormatException("it is not spelled as this program writes it: it was edited");
    }
}
