using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Streams.Schemas.Rules;

namespace Streams.Host.Signing;

/// <summary>
/// Who may change rules signed a set, apart from the machine that publishes it: its name, its files and when they were signed, not the event time that they judge from.
/// A set that was signed before the one in force is refused, so that nobody takes a set back.
/// </summary>
/// <param name="Name">The set's name.</param>
/// <param name="Signed">When it was signed.</param>
/// <param name="Signature">The signature.</param>
internal sealed record RuleSignature(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("signed")] DateTimeOffset Signed,
    [property: JsonPropertyName("signature")] byte[] Signature
)
{
    /// <summary>The header of a record in the topic <c>rules</c> that bears it.</summary>
    public const string Header = "streams.signature";
    private const string FormOf = "streams rules signature 1";

    /// <summary>The form it is written in.</summary>
    [JsonPropertyName("form")]
    public string Form { get; init; } = FormOf;

    /// <summary>Signs a set.</summary>
    public static RuleSignature Make(Ed25519Key key, string name, IReadOnlyList<RuleFile> files, DateTimeOffset now)
    {
        var signed = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        return new RuleSignature(name, signed, key.Sign(TextOf(name, files, signed)));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is none.</summary>
    public static RuleSignature? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<RuleSignature>(json) is { Form: FormOf, Name: not null, Signature: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it, as one line of JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Whether a key made it for this set.</summary>
    public bool Fits(Ed25519Key key, string name, IReadOnlyList<RuleFile> files) => Name == name && key.Verifies(TextOf(name, files, Signed), Signature);

    private static byte[] TextOf(string name, IReadOnlyList<RuleFile> files, DateTimeOffset signed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            Append(hash, file.Path);
            Append(hash, file.Text);
        }

        return Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{FormOf}\n{signed.ToUnixTimeSeconds()}\n{files.Count}\n{Convert.ToHexStringLower(hash.GetHashAndReset())}\n{name}"
            )
        );
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
