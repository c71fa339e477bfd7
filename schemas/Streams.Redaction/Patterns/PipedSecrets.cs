using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets that a shell hands to a program as its input, or writes to a file that is named so.</summary>
internal static partial class PipedSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>Programs that read one from their input.</summary>
    private const string Reader =
        @"(sudo\s[^|]*-S|(sudo\s+)?(ch)?passwd|smbpasswd|(docker|podman)\s+(login|secret)|helm\s|gh\s+(auth|secret)|kinit|cryptsetup|su\b|gpg2?\s[^|]*passphrase-fd|secret-tool"
        + @"|gcloud\s+secrets|wrangler\s+secret|vncpasswd|bw\s|openvpn\s|kubectl\s+create\s+secret|kubeseal|pass\s+insert|realm\s+join|net\s+ads|op\s+signin|vault\s|encfs|zfs\s+load-key|(sudo\s+)?tee\s[^|;&]{0,120}(askpass|pass(?!wd|port)|pgpass|netrc|cred|secret|token)(?![^\s|;&]*\.(sh|py|pl|log|json|ya?ml)\b)|\S+\s[^|]*-?(pass(word|phrase)?|token)-?(stdin|fd))";

    /// <summary>Programs between, which only spell it otherwise.</summary>
    private const string Filters = @"((base64|tr|xxd|head|cut|rev|sed|jq)\b[^|\n]{0,60}\|\s*){0,3}";

    private const string Echo = @"(echo|printf)(\s+-[neE]+)*\s+(" + Syntax.Quote + @"?%s(\\{1,127}n)?" + Syntax.Quote + @"?\s+)?";

    /// <summary>A line's end, also within JSON.</summary>
    private const string End = @"(\r?\n|(\\{1,127}r)?\\{1,127}n)";

    private static readonly string[] Readers =
    [
        .. SecretPattern.Words("gh", "su", "op"),
        "passwd",
        "chpasswd",
        "smbpasswd",
        "sudo",
        "kinit",
        "gpg",
        "vault",
        "docker",
        "podman",
        "helm",
        "cryptsetup",
        "kubeseal",
        "openvpn",
    ];

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Piped(), "echo", "printf") { IsLong = true, Needs = ["|"] },
        new(Written(), "echo", "printf") { IsLong = true, Needs = [">"] },
        new(HereString(), Readers) { IsLong = true, Needs = ["<<<", "u003c"] },
        new(HereDocument(), [.. Readers, "-stdin"]) { IsLong = true, Needs = ["<<", "u003c", "list:"] },
        new(Substituted(), "<(e", "<(p", "<( ") { IsLong = true },
    ];

    /// <summary><c>echo x | sudo -S</c>, <c>echo bob:x | base64</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + Echo
            + @"(?=[^|\n]{1,200}\|\s*("
            + Filters
            + Reader
            + @"|base64\b)(?<=(?<!base64)|\s"
            + Syntax.Quote
            + @"?[\w.-]{1,32}:[^\s|:]{4,100}\s*\|\s*base64))"
            + Syntax.Quote
            + @"?([\w.-]{1,32}:)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\|]+)(\\{1,127}n([\w.-]{1,32}:)?(?<s>[^\s""'\\|]+))*",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Piped();

    /// <summary><c>echo x &gt; /root/pass.txt</c>; the keys and users that an intruder adds are evidence.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + Echo
            + @"(?=[^|<>;&\n]{1,300}>{1,2}\s*[^\s|;&]{0,120}(askpass|pass(?!wd|port)|pgpass|netrc|cred|secret|token|pw(?!d\b)|auth\.|\.my\.cnf)(?![^\s|;&]*\.(sh|py|pl|log|json|ya?ml)\b))"
            + Syntax.NoScript
            + @"(?<s>[^|<>;&\n]+?)(?=\s*>)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Written();

    /// <summary><c>chpasswd &lt;&lt;&lt; u:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((ch)?passwd|smbpasswd|sudo\b[^\n|;]{0,40}-S|kinit|gh\s+(auth|secret)|su|gpg2?|op|vault|cryptsetup|helm|kubeseal|openvpn|(docker|podman)\s+login)\b[^\n|;]{0,80}?(<|\\{1,127}u003c){3}\s*"
            + Syntax.Quote
            + @"?([\w.-]{1,32}:)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\|]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex HereString();

    /// <summary><c>chpasswd &lt;&lt;EOF</c> and the lines behind, up to the word that ends them; cloud-init's list of the same.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(((?<![A-Za-z0-9_])((ch|smb)?passwd|sudo\b[^\n|;]{0,40}-S|kinit|gh\s+(auth|secret)|su|gpg2?|op|vault|cryptsetup|helm|(docker|podman)\s+login)\b|-stdin)[^\n|;]{0,80}?(<|\\{1,127}u003c){2}-?\s*"
            + Syntax.Quote
            + @"?(?<end>\w{1,20})"
            + Syntax.Quote
            + @"?[^\n\\]{0,60}|chpasswd:"
            + End
            + @"(\s*\w+:\s*\w+"
            + End
            + @")?\s*list:\s*\|(?<end>-?))("
            + End
            + @"\s*(?!\k<end>(?<=\w)\b)([\w.-]{1,32}:)?(?<s>[^\s""'\\]+)){1,40}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex HereDocument();

    /// <summary><c>--password-file=&lt;(echo x)</c>: nobody hides in such a file what is not one.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(?<=(pass|secret|key|auth|cred|token|pw)[^\n|;<]{0,80})<\(\s*" + Echo + Syntax.Quote + "?" + Syntax.NoScript + @"(?<s>[^""')]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Substituted();
}
