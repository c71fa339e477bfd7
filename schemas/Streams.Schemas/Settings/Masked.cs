using System.Text.RegularExpressions;

namespace Streams.Schemas.Settings;

/// <summary>Hides what must not be shown.</summary>
public static partial class Masked
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>A text with the user information and the secrets in the query of every address in it hidden.</summary>
    public static string Addresses(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains('=')
            ? QuerySecret().Replace(UserInformation().Replace(text, $"${{scheme}}{Mask}@"), $"${{name}}{Mask}")
            : text;

    /// <summary>Whether a name speaks of a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    [GeneratedRegex(@"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)[^/?#\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        @"(?<name>[?&][^=&\s]*(?:password|passwd|pwd|secret|token|key|sig|signature|auth|code)[^=&\s]*=)[^&#\s]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex QuerySecret();

    [GeneratedRegex(
        @"passw|secret|token(?!\.endpoint)|jaas|key\.pem|private.?key|api.?key|authorization|oauthbearer\.config|credential|cookie",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretName();
}
