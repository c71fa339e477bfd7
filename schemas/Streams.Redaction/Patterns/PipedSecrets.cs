using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets that a shell hands to a program as its input.</summary>
internal static partial class PipedSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>Programs that read one from their input.</summary>
    private const string Reader =
        @"(sudo\s[^|]*-S|(sudo\s+)?(ch)?passwd|smbpasswd|(docker|podman)\s+(login|secret)|helm\s|gh\s+(auth|secret)|kinit|cryptsetup|su\b|gpg2?\s[^|]*passphrase-fd|secret-tool"
        + @"|gcloud\s+secrets|kubectl\s+create\s+secret|kubeseal|pass\s+insert|realm\s+join|net\s+ads|op\s+signin|vault\s|\S+\s[^|]*-?(pass(word|phrase)?|token)-?(stdin|fd))";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Piped(), "echo", "printf") { IsLong = true, Needs = ["|"] },
        new(HereString(), "passwd", "chpasswd", "sudo", "kinit", "gh ", "su ", "su\"", "gpg", "op ", "vault", "docker", "podman")
        {
            IsLong = true,
            Needs = ["<<<"],
        },
        new(Substituted(), "<(e", "<(p", "<( ") { IsLong = true },
    ];

    /// <summary><c>echo x | sudo -S</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(echo|printf)(\s+-[neE]+)*\s+("
            + Syntax.Quote
            + @"?%s(\\{1,7}n)?"
            + Syntax.Quote
            + @"?\s+)?(?=[^|\n]{1,200}\|\s*"
            + Reader
            + ")"
            + Syntax.Quote
            + @"?([\w.-]{1,32}:)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\|]+)",
        Options
    )]
    private static partial Regex Piped();

    /// <summary><c>chpasswd &lt;&lt;&lt; u:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((ch)?passwd|sudo\b[^\n|;]{0,40}-S|kinit|gh\s+(auth|secret)|su|gpg2?|op|vault|(docker|podman)\s+login)\b[^\n|;]{0,80}?<<<\s*"
            + Syntax.Quote
            + @"?([\w.-]{1,32}:)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\|]+)",
        Options
    )]
    private static partial Regex HereString();

    /// <summary><c>--password-file=&lt;(echo x)</c>: nobody hides in such a file what is not one.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=(pass|secret|key|auth|cred|token|pw)[^\n|;<]{0,80})<\(\s*(echo|printf)(\s+-[neE]+)*\s+("
            + Syntax.Quote
            + @"?%s(\\{1,7}n)?"
            + Syntax.Quote
            + @"?\s+)?"
            + Syntax.Quote
            + "?"
            + Syntax.NoScript
            + @"(?<s>[^""')]+)",
        Options
    )]
    private static partial Regex Substituted();
}
