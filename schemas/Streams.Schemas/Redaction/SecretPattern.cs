using System.Buffers;
using System.Text.RegularExpressions;

namespace Streams.Schemas.Redaction;

/// <summary>What a kind of secret looks like.</summary>
/// <param name="regex">Finds it; its group <c>s</c> is the secret.</param>
/// <param name="needles">Text without any of these, in whatever case, holds none.</param>
internal sealed class SecretPattern(Regex regex, params string[] needles)
{
    private readonly SearchValues<string> _needles = SearchValues.Create(needles, StringComparison.OrdinalIgnoreCase);

    /// <summary>What text must hold one of.</summary>
    public IReadOnlyList<string> Needles => needles;

    public Regex Regex => regex;

    public bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny(_needles);
}
