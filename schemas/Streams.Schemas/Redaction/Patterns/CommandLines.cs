using System.Text.RegularExpressions;

namespace Streams.Schemas.Redaction.Patterns;

/// <summary>Secrets among the arguments of programs: as a line, as a JSON array, as the query of an exec.</summary>
internal static partial class CommandLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>What may stand between a program and the word behind the dash of a flag.</summary>
    private const string Dash = @"\b[^\n|;]{0,300}?-(?<=([\s""'`=+]|%20|\\[nrt])-{1,2})";

    /// <summary>A value, quoted or not.</summary>
    private const string Argument = Syntax.NoScript + @"((?<q>" + Syntax.Quote + @")(?<s>((?!(?<!\\)(?-i:\k<q>))[^\r\n]){1,4096})|(?<s>" + Syntax.Bare + "+))";

    private static readonly SecretPattern[] Short =
    [
        new(Flag(), [.. SecretNames.Beginnings, "oauth2-bearer"]),
        new(Literal(), "--from-literal"),
        new(Typed(), "send"),
    ];

    private static readonly SecretPattern[] Long =
    [
        new(AttachedP(), "mysql", "mariadb", "mongo", "sshpass", "7z ", "7za", "7z\"", "7z\\", "podman", "docker", "rar", "unrar") { IsLong = true },
        new(
            LongP(),
            "sshpass",
            "mongo",
            "evil-winrm",
            "crackmapexec",
            "netexec",
            "nxc",
            "hydra",
            "medusa",
            "useradd",
            "usermod",
            "psexec",
            "cqlsh",
            "docker",
            "podman",
            "helm",
            "az ",
            "oc ",
            "nerdctl",
            "crane",
            "skopeo"
        )
        {
            IsLong = true,
        },
        new(CapitalP(), "zip", "unzip", "mosquitto", "sqlcmd", "bcp", "ipmitool", "snmp", "ssh-keygen") { IsLong = true },
        new(UserAndPassword(), "curl", "wget", "http ", "https ", "smbclient", "rpcclient", "crackmapexec", "svn", "etcdctl") { IsLong = true },
        new(Httpie(), "http ", "https ", "xh ") { IsLong = true },
        new(CookieFlag(), "curl") { IsLong = true },
        new(Ldap(), "ldap") { IsLong = true },
        new(OpenSsl(), "openssl") { IsLong = true },
        new(Redis(), "redis-cli") { IsLong = true },
        new(Piped(), "echo", "printf", "passwd", "chpasswd", "sudo", "kinit", "gh ", "su ", "su\"") { IsLong = true },
        new(HtPasswd(), "htpasswd") { IsLong = true },
        new(Net(), "net ") { IsLong = true },
        new(
            Positional(),
            "vault",
            "password",
            "sqlplus",
            "mc ",
            "mysqladmin",
            "aws ",
            "rclone",
            "setx",
            "wifi",
            "freerdp",
            "xfreerdp",
            "impacket",
            "-storepass",
            "-keypass",
            "-srcstorepass",
            "-deststorepass"
        )
        {
            IsLong = true,
        },
    ];

    public static IReadOnlyList<SecretPattern> All { get; } = [.. Short, .. Long];

    [GeneratedRegex(
        Syntax.Here
            + @"((?<=(?<![\w-])--?[\w.-]{0,60})((secret|token|(?<=[-.])key(?![a-z])|oauth2-bearer)([-.][0-9a-z]{1,12})?|(?<=--?)key|"
            + SecretNames.Password
            + @")|(?<=:_)auth(token)?)"
            + "(=|"
            + Syntax.Next
            + ")(?!"
            + Syntax.Quote
            + "?-)"
            + Syntax.NoScript
            + @"(?!stdin\b|"
            + Syntax.Quote
            + @"?/|\S*\.(pem|key|crt|txt|json|ya?ml)\b)"
            + Argument,
        Options
    )]
    private static partial Regex Flag();

    [GeneratedRegex(Syntax.Here + "--from-literal(=|" + Syntax.Next + ")" + Syntax.Quote + @"?[\w.-]{1,100}(=|%3d)" + Argument, Options)]
    private static partial Regex Literal();

    /// <summary>Programs to which <c>-p</c> and the password are one word.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump|mariadb-admin|mongo|mongosh|mongodump|7z|7za|sshpass)"
            + Dash
            + @"p|(docker|podman)\b[^\n|;]{0,100}?\blogin"
            + Dash
            + @"p|(rar|unrar)"
            + Dash
            + "h?p)"
            + @"(?=[^\s=""])"
            + Argument,
        Options
    )]
    private static partial Regex AttachedP();

    /// <summary>Programs to which they are two.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(sshpass|mongo|mongosh|mongodump|mongorestore|evil-winrm|crackmapexec|netexec|nxc|hydra|medusa|useradd|usermod|psexec|cqlsh|(docker|podman|helm|az|oc|nerdctl|crane|skopeo)\b[^\n|;]{0,200}?\blogin)"
            + Dash
            + "p"
            + Syntax.Next
            + Argument,
        Options
    )]
    private static partial Regex LongP();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((zip|unzip|mosquitto_pub|mosquitto_sub|sqlcmd|bcp|ipmitool)"
            + Dash
            + "P|snmp[a-z]+"
            + Dash
            + "[AX]|ssh-keygen"
            + Dash
            + "N)"
            + Syntax.Next
            + Argument,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex CapitalP();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(curl|wget|http|https|smbclient|rpcclient|crackmapexec|svn|etcdctl)"
            + Dash
            + @"([a-zA-Z]{0,8}u|-user|-proxy-user|U)(=|"
            + Syntax.Next
            + ")?"
            + Syntax.Quote
            + @"?[^\s:""'\\%&]*[:%]"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\&]+)",
        Options
    )]
    private static partial Regex UserAndPassword();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "(https?|xh)"
            + Dash
            + "(a|-auth)(=|"
            + Syntax.Next
            + ")"
            + Syntax.Quote
            + @"?[^\s:""'\\]*:"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\]+)",
        Options
    )]
    private static partial Regex Httpie();

    [GeneratedRegex(Syntax.Here + Syntax.Begin + "curl" + Dash + @"(b|-cookie)[=\s]+" + Syntax.NoScript + Syntax.Quote + @"?(?<s>[^""'\\\r\n]+)", Options)]
    private static partial Regex CookieFlag();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"ldap(search|add|modify|delete|passwd|whoami|modrdn|compare)"
            + Dash
            + "[wsa]"
            + Syntax.Next
            + @"(?!(base|one|sub|children)\b)"
            + Argument,
        Options
    )]
    private static partial Regex Ldap();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"openssl\b[^\n|;]{0,300}?(?<=[\s""])(-?pass(in|out)?"
            + Syntax.Next
            + Syntax.Quote
            + "?pass:|-[kK]"
            + Syntax.Next
            + ")"
            + Argument,
        Options
    )]
    private static partial Regex OpenSsl();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + @"redis-cli\b[^\n|;]{0,300}?(?<=[\s""])(-a|auth(" + Syntax.Next + @"\S+(?=\s+\S))?)" + Syntax.Next + Argument,
        Options
    )]
    private static partial Regex Redis();

    /// <summary><c>echo x | sudo -S</c>, <c>chpasswd &lt;&lt;&lt; u:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((echo|printf)(\s+-[neE]+)*\s+(?=[^|\n]{1,200}\|\s*(sudo\s[^|]*-S|(sudo\s+)?(ch)?passwd|docker\s+login|podman\s+login|helm\s|gh\s+auth|kinit|cryptsetup|su\b))|(ch)?passwd\b[^\n|;]{0,60}?<<<\s*|(sudo\b[^\n|;]{0,40}-S|kinit|gh\s+auth|su)\b[^\n|;]{0,60}?<<<\s*)"
            + Syntax.Quote
            + @"?([\w.-]{1,32}:)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\|]+)",
        Options
    )]
    private static partial Regex Piped();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + @"htpasswd" + Dash + @"[a-zA-Z]*b[a-zA-Z]*\s+([0-9]+\s+)?(?<n>\S+\s+){1,2}?(?=\S+\s*($|[""'|;&]))" + Argument,
        Options
    )]
    private static partial Regex HtPasswd();

    [GeneratedRegex(Syntax.Here + Syntax.Begin + @"net\s+(use\s+\S+\s+(?!/)|use\b[^\n|;]{0,200}?/user:\S+\s+|user\s+\S+\s+(?!/))" + Argument, Options)]
    private static partial Regex Net();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((?<=\slogin\s+\S{1,100}\s+)password\s+|vault\s+login\s+(token=)?(?!-)|sqlplus\s+(-\S+\s+)*[\w.]+/|mc\s+alias\s+set\s+\S+\s+\S+\s+\S+\s+|mysqladmin\b[^\n|;]{0,200}?\spassword\s+|aws\s+configure\s+set\s+\S*(secret|token)\S*\s+|rclone\s[^\n|;]{0,200}?\s(secret_access_key|client_secret|token|password|pass|key)\s+(?!-)|setx\s+\S*(pass|pwd|secret|token|key)\S*\s+"
            + @"|wifi\b[^\n|;]{0,100}?\spassword\s+|x?freerdp\b[^\n|;]{0,200}?\s/p:|impacket-\w+\s[^\n|;]{0,100}?[\w.-]+/[\w.-]+:|(?<=\s)-(store|key|src|dest)(store)?pass\s+)"
            + Argument,
        Options
    )]
    private static partial Regex Positional();

    [GeneratedRegex(Syntax.Here + @"\bsend(\s+--)?\s+" + Syntax.Quote + @"(?<s>[^\s""'\\]{4,})\\{1,7}[rn]", Options)]
    private static partial Regex Typed();
}
