using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets that programs tell a person, or that honeypots and servers write of those who tried.</summary>
internal static partial class Announced
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Last = @"(?=[^\s""'\\,;]+\s*($|[\r\n""\\,;]))";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Dotted(), SecretNames.PasswordBeginnings) { Needs = [".."] },
        new(ForWhom(), "password", "passphrase"),
        new(Attempt(), "login attempt"),
        new(Listed(), "passwords", "passphrases"),
        new(Nested(), SecretNames.Beginnings)
        {
            Needs = ["<value", "<string", "u003c"],
            NeedsSign = "<\\",
            Within = 200,
        },
        new(Generated(), "random_password") { IsLong = true },
        new(SmtpAnswer(), "ugfzc3dvcmq6"),
        new(Oracle(), "identified by "),
    ];

    /// <summary><c>Password ........: x</c>, <c>Password...... x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here + SecretNames.Password + @"\s*(\.{2,200}|(\s\.){2,100})\s*[:=]?\s*" + Syntax.NoScript + Last + @"(?<s>[^\s""'\\,;.]\S{3,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Dotted();

    /// <summary><c>password for bob@X: x</c>, <c>PASSWORD elastic = x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(pass(word|phrase)\s+for\s+\S{1,80}:\s+|(?<=\bwith\s|\binsecure-)password\s+|(?-i:PASSWORD)\s+\w{2,40}\s+=\s+)"
            + @"(?=[^\s""'\\,;]*([0-9]|(?-i:[a-z][A-Z]|[A-Z][a-z]*[A-Z])))"
            + @"(?<s>[^\s""'\\,;]{6,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex ForWhom();

    /// <summary>Cowrie's <c>login attempt [b'root'/b'x'] failed</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"login\s+attempt\s+\[(b?')?[^/\]\s']{0,60}'?/(b?')?(?<s>[^\]\s']+)'?\]", Options, Syntax.Patience)]
    private static partial Regex Attempt();

    /// <summary><c>"passwords": ["x", "y"]</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "(passwords|passphrases)"
            + Syntax.Quote
            + @"?\s*[:=]\s*\[\s*((?<q>"
            + Syntax.Quote
            + @")(?<s>((?!(?-i:\k<q>))[^\r\n]){1,200})(?-i:\k<q>)\s*,?\s*){1,100}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Listed();

    /// <summary><c>&lt;key&gt;password&lt;/key&gt;&lt;string&gt;x&lt;/string&gt;</c>, <c>&lt;AdministratorPassword&gt;&lt;Value&gt;x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + SecretNames.Any
            + @"((<|\\{1,127}u003c)/(key|name))?(>|\\{1,127}u003e)(\s|\\{1,127}[nrt])*(<|\\{1,127}u003c)(value|string)(>|\\{1,127}u003e)(?<s>((?!\\{1,127}u003c)[^<]){1,4096})(<|\\{1,127}u003c)/",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Nested();

    /// <summary>Terraform's state of a password that it made.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "random_password"
            + Syntax.Quote
            + @"[^\r\n]{0,800}?"
            + Syntax.Quote
            + "(result|bcrypt_hash)"
            + Syntax.Is
            + "(?="
            + Syntax.Quote
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Generated();

    /// <summary>SMTP asks for the password in base64, and gets it so.</summary>
    [GeneratedRegex(Syntax.Here + @"UGFzc3dvcmQ6((\\{1,127}r)?\\{1,127}n|\r?\n|\s)+([<>-]+\s*|C:\s*)?(?<s>[A-Za-z0-9+/]{4,}=*)", Options, Syntax.Patience)]
    private static partial Regex SmtpAnswer();

    /// <summary><c>CREATE USER app IDENTIFIED BY x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(?<=(create|alter)\s+(user|role)\s+\S{1,60}\s+)identified\s+by\s+(?!values\b)(?<s>[^\s""'\\;]{4,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Oracle();
}
