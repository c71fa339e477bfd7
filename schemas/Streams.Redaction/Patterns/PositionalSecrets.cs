using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Programs to which a secret has a place among their arguments.</summary>
internal static partial class PositionalSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(HtPasswd(), "htpasswd") { IsLong = true },
        new(Net(), [.. SecretPattern.Words("net")]) { IsLong = true },
        new(
            AfterWords(),
            [
                .. SecretPattern.Words("login", "mc", "aws"),
                "login\n",
                "vault",
                "mysqladmin",
                "mariadb-admin",
                "isql",
                "iwconfig",
                "oathtool",
                "rclone",
                "setx",
                "wifi",
                "pppd",
                "rabbitmqctl",
                "samba-tool",
                "wpa_passphrase",
                "radtest",
                "consul",
                "poetry",
                "cargo login",
                "ngrok",
                "bw unlock",
                "netlify",
                "mosquitto_passwd",
                "virsh",
                "nuget push",
                "winrs",
            ]
        )
        {
            IsLong = true,
        },
        new(
            AfterFlag(),
            "xfreerdp",
            "schtasks",
            "-storepass",
            "-keypass",
            "-srcstorepass",
            "-deststorepass",
            "user_pw",
            "owner_pw",
            "input_pw",
            "reset-admin-password",
            "setcookie ",
            "createcredential",
            "modifycredential",
            "encrypt_string",
            "auth-pass"
        )
        {
            IsLong = true,
        },
    ];

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "htpasswd"
            + Syntax.Dash
            + "([a-zA-Z]*n[a-zA-Z]*b[a-zA-Z]*|[a-zA-Z]*b[a-zA-Z]*n[a-zA-Z]*|(?<one>)[a-mo-zA-Z]*b[a-mo-zA-Z]*)"
            + Syntax.Next
            + "([0-9]+"
            + Syntax.Next
            + ")?"
            + Syntax.Word
            + "(?(one)"
            + Syntax.Word
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex HtPasswd();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "net"
            + Syntax.Then
            + "(use"
            + Syntax.Next
            + "("
            + Syntax.Quote
            + @"?[a-z*]:?"
            + Syntax.Next
            + ")?"
            + Syntax.Quote
            + @"?\\[^\s""']+"
            + Syntax.Next
            + @"(?!"
            + Syntax.Quote
            + @"?/)|use\b[^\n|;]{0,200}?/user:[^\s""']+"
            + Syntax.Next
            + "|user"
            + Syntax.Next
            + Syntax.Word
            + "(?!"
            + Syntax.Quote
            + "?/))"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Net();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(login\s+\S{1,100}\s+password\s+|(pppd|wifi)\b[^\n|;]{0,100}?[\s""=+]password"
            + Syntax.Next
            + "|vault"
            + Syntax.Then
            + "(login"
            + Syntax.Next
            + "(token=)?|operator"
            + Syntax.Then
            + "unseal"
            + Syntax.Next
            + ")(?!"
            + Syntax.Quote
            + "?-)|mc"
            + Syntax.Then
            + "(alias"
            + Syntax.Then
            + "set|config"
            + Syntax.Then
            + "host"
            + Syntax.Then
            + "add)"
            + Syntax.Next
            + "("
            + Syntax.Word
            + @"){3}|(mysqladmin|mariadb-admin)\b[^\n|;]{0,200}?(?<=[\s""=+])password"
            + Syntax.Next
            + "|aws"
            + Syntax.Then
            + "configure"
            + Syntax.Then
            + "set"
            + Syntax.Then
            + @"\w*(secret|token)\w*"
            + Syntax.Next
            + "|isql"
            + Syntax.Next
            + "("
            + Syntax.Word
            + "){2}(?!"
            + Syntax.Quote
            + @"?-)|oathtool\b[^\n|;]{0,100}?(?=[A-Z2-7]{12,}\b)|iwconfig\b[^\n|;]{0,100}?(?<=[\s""=+])key"
            + Syntax.Next
            + Syntax.Quote
            + "?(s:)?(?!(on|off|open|restricted)\\b)"
            + @"|rclone\s[^\n|;]{0,200}?\s(secret_access_key|client_secret|token|password|pass|key)\s+(?!-)|rclone"
            + Syntax.Then
            + "obscure"
            + Syntax.Next
            + @"|setx\s+\S*(pass|pwd|secret|token|key)\S*\s+|rabbitmqctl"
            + Syntax.Then
            + "(add_user|change_password|authenticate_user)"
            + Syntax.Next
            + Syntax.Word
            + "|samba-tool"
            + Syntax.Then
            + "user"
            + Syntax.Then
            + "(create|add)"
            + Syntax.Next
            + Syntax.Word
            + "|(wpa_passphrase|radtest)"
            + Syntax.Next
            + Syntax.Word
            + "|consul"
            + Syntax.Then
            + "acl"
            + Syntax.Then
            + "set-agent-token"
            + Syntax.Next
            + Syntax.Word
            + "|poetry"
            + Syntax.Then
            + "config"
            + Syntax.Then
            + @"pypi-token\.[\w.-]+"
            + Syntax.Next
            + "|(cargo login|bw unlock)"
            + Syntax.Next
            + @"(?!-)|ngrok\s([^\n|;]{0,60}?\s)?(add-)?authtoken\s+|netlify\b[^\n|;]{0,100}?\s--auth[=\s]|mosquitto_passwd\s+(-\S+\s+)*-\w*b\w*\s+(\S+\s+){2}|virsh\b[^\n|;]{0,60}?\sset-user-password\s+(\S+\s+){2}"
            + @"|nuget push\b[^\n|;]{0,200}?\s(-k|-ApiKey|--api-key)\s+|winrs\b[^\n|;]{0,200}?[-/]p(assword)?:"
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex AfterWords();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "(xfreerdp"
            + @"\b[^\n|;]{0,200}?/p:|schtasks\b[^\n|;]{0,200}?/rp"
            + Syntax.Next
            + @"|(?<=[\s""])-(store|key|srcstore|deststore)pass"
            + Syntax.Next
            + "|(?<=-)setcookie"
            + Syntax.Next
            + "|(?<=-)(create|modify)credential"
            + Syntax.Next
            + "("
            + Syntax.Word
            + "){2}|(?<=sentinel"
            + Syntax.Next
            + Syntax.Quote
            + "?)auth-pass"
            + Syntax.Next
            + Syntax.Word
            + "|encrypt_string"
            + Syntax.Next
            + "("
            + Syntax.Quote
            + "?-(-name|n)"
            + Syntax.Next
            + Syntax.Word
            + ")?(?!"
            + Syntax.Quote
            + "?-)|(user_pw|owner_pw|input_pw|reset-admin-password)"
            + Syntax.Next
            + "(?!"
            + Syntax.Quote
            + "?-)"
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex AfterFlag();
}
