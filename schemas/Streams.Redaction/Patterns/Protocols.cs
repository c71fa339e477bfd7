using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets in the words of protocols, and in the settings of servers that have their names from them.</summary>
internal static partial class Protocols
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Auth(), "auth ", "auth\"", "auth\\", "auth'", "auth+", "auth%", "auth&", "auth\n", "auth\t"),
        new(Pass(), "pass ", "login ", "identify ", "oper "),
        new(Bearer(), "base64url.bearer"),
        new(Words(), "mnemonic", "seed phrase", "seed_phrase", "seedphrase", "recovery phrase", "recovery_phrase"),
        new(Setting(), "secret,id", "rootpw", "requirepass", "masterauth", "setuser", "community", "psk ", "unseal key", "sonar.login", "honeycomb-team"),
    ];

    /// <summary>Redis' and SMTP's <c>AUTH</c>, as a monitor prints it too.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=\A|[\s""'>=])(?-i:AUTH)("
            + Syntax.Next
            + "|"
            + Syntax.Quote
            + "?"
            + Syntax.Blank
            + "+)("
            + Syntax.Quote
            + @"?(PLAIN|LOGIN(\s+\S+(?=\s+\S))?|XOAUTH2|[a-z][\w.-]{0,30})("
            + Syntax.Next
            + "|"
            + Syntax.Quote
            + "?"
            + Syntax.Blank
            + @"+))?(?!(SCRAM|CRAM|DIGEST|GSSAPI|OAUTHBEARER|XOAUTH2)\b)"
            + Syntax.LooksMade
            + "(?="
            + Syntax.Quote
            + @"?\S{6})(?!\w+[=:]\w)"
            + "("
            + Syntax.Strong
            + Syntax.Argument
            + "|"
            + Syntax.Argument
            + @"(?=["")'\\\]]*\s*($|[\r\n""'\\]|HTTP/)))",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Auth();

    /// <summary>FTP's and POP's <c>PASS</c>, IMAP's <c>LOGIN</c>, a chat's <c>IDENTIFY</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((?<=\A|[\s>""'=+]|\\[rn])(?-i:PASS)\s(?!\S*test)|(?<=(\A|[\s""'=+])[A-Za-z]{0,2}[0-9]{1,5} )LOGIN \S+ |(?<=NickServ\s+:?)IDENTIFY (\S+ )?|(?<=\A|[\r\n>""]|\\[rn]|-c\s)(?-i:OPER) \S+ )"
            + @"(?=\S*([0-9]|(?-i:[a-z][A-Z])))(?=\S*[A-Za-z])(?![^\s""]*/)"
            + Syntax.NoScript
            + Syntax.Quote
            + "?("
            + Syntax.Strong
            + @"(?<s>[^\s""\\]+)|(?<s>[^\s""\\]{4,})(?="
            + Syntax.Quote
            + @"?\s*($|[\r\n""\\])))",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Pass();

    /// <summary>How a browser gives the API server its token with a web socket.</summary>
    [GeneratedRegex(Syntax.Here + @"base64url\.bearer\.[a-z0-9.]*\.k8s\.io\.(?<s>[A-Za-z0-9_-]{8,})", Options, Syntax.Patience)]
    private static partial Regex Bearer();

    /// <summary>The words of a wallet.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(mnemonic|(seed|recovery)[_ ]?phrase)" + Syntax.Is + Syntax.Quote + @"?(?<s>([a-z]{3,8}[\s,]+){11,23}[a-z]{3,8})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Words();

    [GeneratedRegex(
        Syntax.Here
            + "((requirepass|masterauth)"
            + Syntax.Quote
            + "?"
            + Syntax.Next
            + @"|setuser\b[^\n|;]{0,200}?[\s""'][>]|snmp-server\s+community\s+|(?<=snmp[^\n|;]{0,80})community\s+|(?<=[\s:])psk\s+(?="
            + Syntax.Quote
            + @")|unseal key\s+[0-9]+:\s+|sonar\.login=|honeycomb-team"
            + Syntax.Is
            + @"|secret,id=[^\s,]{1,60},(format=[^\s,]{1,20},)?data=|rootpw\s+(--(plaintext|iscrypted)\s+)?(?!--|(is|was|not|set)\b))"
            + "(?!public\\b|private\\b)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Setting();
}
