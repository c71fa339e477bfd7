using System.Text.RegularExpressions;

namespace Streams.Schemas.Redaction.Patterns;

/// <summary>What a kind of secret looks like.</summary>
/// <param name="regex">Matches where it is asked to (<c>\G</c>); its groups <c>s</c> are the secrets.</param>
/// <param name="beginnings">It matches only where one of these stands, in whatever case.</param>
internal sealed class SecretPattern(Regex regex, params string[] beginnings)
{
    public IReadOnlyList<string> Beginnings => beginnings;

    public Regex Regex => regex;

    /// <summary>Whether other secrets may stand between its beginning and its secret.</summary>
    public bool IsLong { get; init; }
}
