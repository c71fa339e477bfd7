using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Programs to which a flag of one letter names a secret.</summary>
internal static partial class ProgramFlags
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(AttachedP(), [.. SecretPattern.Words("7z"), "mysql", "mariadb", "mongo", "sshpass", "7za", "podman", "docker", "rar", "unrar"])
        {
            IsLong = true,
            Needs = ["-p", "-h"],
        },
        new(
            LongP(),
            [
                .. SecretPattern.Words("az", "oc"),
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
                "smbmap",
                "rdesktop",
                "ncftp",
                "cypher-shell",
                "psexec",
                "cqlsh",
                "docker",
                "podman",
                "helm",
                "nerdctl",
                "crane",
                "skopeo",
            ]
        )
        {
            IsLong = true,
            Needs = ["-p"],
        },
        new(CapitalP(), "zip", "unzip", "mosquitto", "sqlcmd", "bcp", "ipmitool", "snmp", "ssh-keygen", "knife")
        {
            IsLong = true,
            Needs = ["-p", "-a", "-x", "-c", "-n"],
        },
        new(CookieFlag(), "curl") { IsLong = true, Needs = ["-b", "-cookie"] },
        new(Ldap(), "ldap") { IsLong = true },
        new(OpenSsl(), "openssl") { IsLong = true },
        new(Redis(), "redis-cli") { IsLong = true },
        new(AlsoW(), "security", "ktutil", "addent") { IsLong = true, Needs = ["-w"] },
        new(Hashes(), "-hashes", "aad3b435b51404ee", "evil-winrm", "crackmapexec", "netexec", "nxc", "smbmap") { IsLong = true },
    ];

    /// <summary>Programs to which <c>-p</c> and the password are one word.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump|mariadb-admin|mongo|mongosh|mongodump|7z|7za|sshpass)"
            + Syntax.Dash
            + @"(?<!--)p|(docker|podman)\b[^\n|;]{0,100}?\blogin"
            + Syntax.Dash
            + @"(?<!--)p|(rar|unrar)"
            + Syntax.Dash
            + "h?p)"
            + @"(?=[^\s=""]|""[\w!@#$^*-])"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex AttachedP();

    /// <summary>Programs to which they are two.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(sshpass|mongo|mongosh|mongodump|mongorestore|evil-winrm|crackmapexec|netexec|nxc|hydra|medusa|useradd|usermod|smbmap|rdesktop|ncftp(get|put|ls)|cypher-shell|psexec|cqlsh|(docker|podman|helm|az|oc|nerdctl|crane|skopeo)\b[^\n|;]{0,200}?\blogin)"
            + Syntax.Dash
            + "p"
            + Syntax.Next
            + @"(?![rwxa]{1,4}\s+-k)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex LongP();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"((zip|unzip|mosquitto_pub|mosquitto_sub|sqlcmd|bcp|ipmitool|knife)"
            + Syntax.Dash
            + "P|snmp[a-z]+"
            + Syntax.Dash
            + "[AXc]|ssh-keygen"
            + Syntax.Dash
            + "N)("
            + Syntax.Next
            + @"|(?=[^\s""'\\&,-]))"
            + Syntax.Argument,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Syntax.Patience
    )]
    private static partial Regex CapitalP();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + "curl" + Syntax.Dash + @"(b|-cookie)[=\s]+" + Syntax.NoScript + Syntax.Quote + @"?(?<s>[^""'\\\r\n]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex CookieFlag();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"ldap(search|add|modify|delete|passwd|whoami|modrdn|compare)"
            + Syntax.Dash
            + @"((?-i:[wsa])"
            + Syntax.Next
            + @"|(?-i:w)(?=[^\s""'\\&,]))(?!(base|one|sub|children|never|always|search|find)\b)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Ldap();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"openssl\b[^\n|;]{0,300}?(?<=[\s""=+])(-?pass(in|out)?"
            + Syntax.Next
            + Syntax.Quote
            + "?pass:|-[kK]"
            + Syntax.Next
            + "|(?<=openssl"
            + Syntax.Next
            + Syntax.Quote
            + "?)passwd"
            + Syntax.Next
            + "("
            + Syntax.Quote
            + "?-(salt"
            + Syntax.Next
            + Syntax.Word
            + "|[a-z0-9]{1,8}"
            + Syntax.Quote
            + "?"
            + Syntax.Next
            + "))*(?!"
            + Syntax.Quote
            + "?-))"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex OpenSsl();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + @"redis-cli\b[^\n|;]{0,300}?(?<=[\s""=+])(-a|auth(" + Syntax.Next + @"\S+(?=\s+\S))?)" + Syntax.Next + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Redis();

    [GeneratedRegex(Syntax.Here + Syntax.Begin + "(security|ktutil|addent)" + Syntax.Dash + "w" + Syntax.Next + Syntax.Argument, Options, Syntax.Patience)]
    private static partial Regex AlsoW();

    /// <summary>Windows' hash of a password is as good as the password.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "(aad3b435b51404eeaad3b435b51404ee:|-hashes"
            + Syntax.Next
            + Syntax.Quote
            + "?[a-f0-9]{0,32}:|(evil-winrm|crackmapexec|netexec|nxc|smbmap)"
            + Syntax.Dash
            + "(?-i:H)"
            + Syntax.Next
            + Syntax.Quote
            + "?([a-f0-9]{32}:)?)(?<s>[a-f0-9]{32})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Hashes();
}
