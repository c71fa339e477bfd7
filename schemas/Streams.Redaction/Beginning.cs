using Streams.Redaction.Patterns;

namespace Streams.Redaction;

/// <summary>How secrets of some kinds begin.</summary>
/// <param name="text">The first signs.</param>
/// <param name="isExact">Whether they stand in this case alone.</param>
/// <param name="patterns">The kinds.</param>
internal sealed class Beginning(string text, bool isExact, SecretPattern[] patterns)
{
    private readonly string _notThen = SecretNames.NotThen(text);

    public string Text => text;

    /// <summary>The kinds, where they may begin here; else none.</summary>
    public ReadOnlySpan<SecretPattern> At(ReadOnlySpan<char> rest) =>
        rest.StartsWith(text, isExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
        && (_notThen.Length == 0 || rest.Length == text.Length || !_notThen.Contains(char.ToLowerInvariant(rest[text.Length])))
            ? patterns
            : [];
}
