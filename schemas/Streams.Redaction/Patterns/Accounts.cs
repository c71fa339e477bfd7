using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Lines of files in which servers keep their users, where the place says what is the secret.</summary>
internal static partial class Accounts
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const string NewLine = @"((\\{1,127}r)?\\{1,127}n|\r?\n)";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Mount(), "://"),
        new(Chap(), " * ", " pptpd ", " l2tpd ", " pppd "),
        new(Ipsec(), "xauth ", "eap ", "ntlm "),
        new(RedisUser(), "user ") { Needs = [">"] },
        new(Memcached(), "set auth "),
        new(Zookeeper(), "loginmodule") { IsLong = true },
        new(AfterName(), "stats auth", "rocommunity", "rwcommunity", "bindpw", "rootpwmodpw", "createuser"),
        new(WindowsHashes(), ":[u", ":[n", ":[d", ":[w", ":::"),
    ];

    /// <summary>davfs2's <c>https://dav.example bob x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=(\A|[\s""'=]|\\n)https?)://[^\s""'\\]+\s+(\\{0,127}"")?(?!-)[\w.@-]{1,60}(\\{0,127}"")?\s+(\\{0,127}"")?"
            + Syntax.Strong
            + @"(?<s>[^\s""'\\]{10,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Mount();

    /// <summary>pppd's <c>client server secret addresses</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=(\A|[\s""=]|\\n)(\\{0,127}"")?[a-z][\w.@-]{0,60}(\\{0,127}"")?)\s(\*|(pptp|l2tp|ppp)d)\s+"
            + Syntax.LooksMade
            + @"(\\{0,127}"")?(?<s>[^\s""\\]{4,})(\\{0,127}"")?\s+(\*|[0-9.]{7,15})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Chap();

    /// <summary>strongSwan's <c>bob : XAUTH "x"</c>.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(?<=\S\s:\s)(xauth|eap|ntlm)\s+(?=" + Syntax.Quote + @"[^\s""]+" + Syntax.Quote + ")" + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Ipsec();

    /// <summary>Redis' <c>user alice on &gt;x ~*</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"user\s+\S{1,60}\s+(on|off)\s([^\n|;]{0,200}?\s)?>(?<s>[^\s""'\\]+)(?=\s|$|\\|"")", Options, Syntax.Patience)]
    private static partial Regex RedisUser();

    [GeneratedRegex(Syntax.Here + @"set auth ([0-9]+ ){2}[0-9]+" + NewLine + @"[^\s\\]+\s+(?<s>[^\s\\""]+)", Options, Syntax.Patience)]
    private static partial Regex Memcached();

    /// <summary>JAAS: <c>user_admin="x"</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"LoginModule\s+(required|requisite|sufficient|optional)([^;]{0,200}?user_[\w.-]{1,60}\s*=\s*(?<q>"
            + Syntax.Quote
            + @")(?<s>((?!(?-i:\k<q>))[^\r\n]){1,200})(?-i:\k<q>)){1,20}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Zookeeper();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(stats\s+auth\s+[\w.-]+:|(ro|rw)community6?\s+(?!(public|private|is|was)\b)|(bindpw|rootpwmodpw)\s+(?!(is|was|not|set)\b)|createUser\s+(-e\s+\S+\s+)?[\w.-]+\s+(MD5|SHA[0-9-]*)\s+"
            + Syntax.Quote
            + @"?(?<s>[^\s""'\\]{4,})"
            + Syntax.Quote
            + @"?\s+(DES|AES[0-9-]*)\s+)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex AfterName();

    /// <summary>Samba's <c>bob:1001:LM:NT:[U …]</c>, and what dumps of Windows' accounts print.</summary>
    [GeneratedRegex(Syntax.Here + @"(?<=:(?<s>[0-9A-FX]{32}):(?<s>[0-9A-F]{32}))(:\[[A-Z ]{5,12}\]|:::)", Options, Syntax.Patience)]
    private static partial Regex WindowsHashes();
}
