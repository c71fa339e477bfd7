using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Calls of programs that take a secret as one of their arguments.</summary>
internal static partial class Calls
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Text = Syntax.Quote + @"[^""'(),]{0,200}" + Syntax.Quote;
    private const string Comma = @"\s*,\s*";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(
            Connected(),
            "mysql_connect",
            "mysqli_connect",
            "mysql_pconnect",
            "new pdo",
            "new mysqli",
            "getconnection",
            "ftp_login",
            "ssh2_auth_password",
            "imap_open",
            "ldap_bind"
        ),
        new(Signed(), "jwt.sign(", "jwt.verify(", "jwt.encode(", "jwt.decode(") { IsLong = true },
        new(LoggedIn(), "connect(", "login(", "auth=(", "basicauth(", "basic_auth(", "authenticate(", "credentials(") { IsLong = true },
        new(Named(), SecretNames.Beginnings) { NeedsSign = ")", Within = 300 },
    ];

    /// <summary><c>mysqli_connect('db', 'app', 'x')</c>, <c>DriverManager.getConnection(url, "app", "x")</c>: the third.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(mysqli?_p?connect|new\s+(PDO|mysqli)|getConnection|ftp_login|ssh2_auth_password|imap_open|ldap_bind)\s*\("
            + @"[^,()""']{0,60}(?<a>"
            + Syntax.Quote
            + @")?[^,()]{0,300}?"
            + Comma
            + Syntax.Quote
            + @"?[\w.@\\$=-]{1,80}"
            + Syntax.Quote
            + "?"
            + Comma
            + "(?="
            + Syntax.Quote
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Connected();

    /// <summary><c>jwt.sign(claims, "x")</c>.</summary>
    [GeneratedRegex(
        Syntax.Here + @"jwt\.(sign|verify|encode|decode)\([^()]{0,300}?" + Comma + "(?=" + Syntax.Quote + ")" + Syntax.LooksMade + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Signed();

    /// <summary><c>login("bob", "x")</c>, <c>auth=("bob", "x")</c>: the second; <c>connect("db", "bob", "x")</c>: the third.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((login|auth=|basic_?auth|authenticate|credentials)\(|connect\(\s*"
            + Text
            + Comma
            + @")\s*"
            + Text
            + Comma
            + "(?="
            + Syntax.Quote
            + @"[^""'\s]{4,}"
            + Syntax.Quote
            + ")"
            + Syntax.LooksMade
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex LoggedIn();

    /// <summary><c>setProperty("trustStorePassword", "x")</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=\(\s*"
            + Syntax.Quote
            + @"[\w.-]{0,80})"
            + SecretNames.Any
            + Syntax.Quote
            + Comma
            + "(?="
            + Syntax.Quote
            + @"[^\s""']+"
            + Syntax.Quote
            + @"\s*\))"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Named();
}
