using Confluent.Kafka;
using Streams.Schemas.Rules;

namespace Streams.Host.Signing;

/// <summary>Takes only sets that were signed, and of each name none that was signed before the one taken last. One thread.</summary>
internal sealed class SignedSets(Ed25519Key key) : IDisposable
{
    private readonly Dictionary<string, DateTimeOffset> _latest = new(StringComparer.Ordinal);

    /// <summary>Those of a public key's file; null where none is named.</summary>
    public static SignedSets? Of(string file) => file.Length == 0 ? null : new SignedSets(Ed25519Key.Public(file));

    /// <summary>Why a set may not be taken; null where it may.</summary>
    public string? Refuse(string name, IReadOnlyList<RuleFile> files, Headers headers)
    {
        if (!headers.TryGetLastBytes(RuleSignature.Header, out var json))
        {
            return "it is not signed, and security.rulesKeyFile asks for that";
        }

        if (RuleSignature.Read(json) is not { } signature || !signature.Fits(key, name, files))
        {
            return "its signature does not fit, or is of another key than security.rulesKeyFile";
        }

        if (_latest.TryGetValue(name, out var latest) && signature.Signed < latest)
        {
            return $"it was signed at {signature.Signed:O}, before the one that stands ({latest:O})";
        }

        _latest[name] = signature.Signed;
        return null;
    }

    public void Dispose() => key.Dispose();
}
