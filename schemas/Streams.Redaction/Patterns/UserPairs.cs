using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>A user and a secret side by side, whatever the program: what stands beside a user, and looks made, is one.</summary>
internal static partial class UserPairs
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>A port, a number, a path, a name of a file and a property are none.</summary>
    private const string NoPort = "(?!" + Syntax.Quote + @"?([0-9:.-]+(?![\w!#$^*~])|[^\s""',&]*/|[\w.-]+\.[a-z]{2,5}(?![\w])|[\w.]+=))";

    private const string Made = NoPort + Syntax.LooksMade + "(?=" + Syntax.Quote + @"?[^\s""',&]{5})" + Syntax.Argument;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(UserThenPassword(), [.. SecretPattern.Words("-u", "-au"), "-user", "--user", "--username"]) { IsLong = true, Needs = ["-p", "-ap", "-w"] },
        new(PasswordThenUser(), [.. SecretPattern.Words("-p", "-ap")]) { IsLong = true, Needs = ["-u", "-au"] },
        new(Windows(), "/p:", "/pw:", "/pwd:", "/pass:", "/password:"),
        new(Joined(), "login", "userpwd", "userpass", "ident", "usrpwd", "addauth", "user.info"),
        new(Tcp(), "@tcp(", "@unix("),
        new(HttpBasic(), "http-basic.") { IsLong = true },
    ];

    /// <summary><c>-u bob -p x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=[\s""'+]|command=|\\[nrt])(-a?u|--?user(name)?)(=|"
            + Syntax.Next
            + ")"
            + Syntax.Quote
            + @"?(?!-)[^\s""',\\&]+"
            + Syntax.Next
            + "(("
            + Syntax.Word
            + "){0,3}?)"
            + Syntax.Quote
            + "?-(a?p|pw|w)"
            + Syntax.Next
            + Made,
        Options,
        Syntax.Patience
    )]
    private static partial Regex UserThenPassword();

    [GeneratedRegex(
        Syntax.Here
            + @"(?<=[\s""'+]|command=|\\[nrt])-a?p"
            + Syntax.Next
            + Made
            + "(?="
            + Syntax.Quote
            + "?"
            + Syntax.Next
            + Syntax.Quote
            + @"?(-a?u|--?user(name)?)\b)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex PasswordThenUser();

    /// <summary><c>/u:bob /p:x</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"(?<=[\s""'+]|command=)/(p|pw|pwd|pass|password):" + Made, Options, Syntax.Patience)]
    private static partial Regex Windows();

    /// <summary><c>login=bob:x</c>, <c>npmAuthIdent: "bob:x"</c>, <c>addauth digest bob:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((login|userpwd|userpass|ident|usrpwd|user\.info)"
            + Syntax.Is
            + @"|addauth\s+digest\s+)"
            + Syntax.Quote
            + @"?[a-z][\w.@-]{0,40}(:|%3a)(?![0-9:.-]+(?!\w))"
            + Syntax.LooksMade
            + @"(?<s>[^\s""'\\,;&:]{5,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Joined();

    /// <summary>Go's <c>bob:x@tcp(db:3306)/shop</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"(?<=(?<![\w.-])[\w.-]{1,60}:(?<s>[^\s""'/]{1,200}))@(tcp|unix)\(", Options, Syntax.Patience)]
    private static partial Regex Tcp();

    /// <summary><c>config http-basic.host bob x</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"http-basic\.[^\s""',&]+" + Syntax.Next + Syntax.Word + Syntax.Argument, Options, Syntax.Patience)]
    private static partial Regex HttpBasic();
}
