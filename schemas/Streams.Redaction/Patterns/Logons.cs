using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>A user and a secret in one word or one call, as <c>user/x@host</c>.</summary>
internal static partial class Logons
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(UserSlash(), "sqlplus", "expdp", "impdp", "rman", "sqlldr") { IsLong = true, Needs = ["/"] },
        new(
            DomainSlash(),
            "impacket",
            "secretsdump",
            "psexec",
            "wmiexec",
            "smbexec",
            "atexec",
            "dcomexec",
            "getuserspns",
            "getnpusers",
            "gettgt",
            "mssqlclient",
            "lookupsid"
        )
        {
            IsLong = true,
            Needs = [":"],
        },
        new(Called(), "networkcredential", "securestring", "db.auth", "password(", "passwd("),
    ];

    /// <summary><c>sqlplus user/x@host</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "(sqlplus|expdp|impdp|rman|sqlldr)"
            + Syntax.Next
            + "("
            + Syntax.Quote
            + @"?-[^\s""']+"
            + Syntax.Next
            + ")*"
            + Syntax.Quote
            + @"?[\w.]+/(?<s>[^\s@""'\\]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex UserSlash();

    /// <summary><c>secretsdump.py DOMAIN/user:x@host</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(impacket-[\w-]+|secretsdump|psexec|wmiexec|smbexec|atexec|dcomexec|getuserspns|getnpusers|gettgt|mssqlclient|lookupsid)(\.py)?\b[^\n|;:]{0,150}?[\w.-]+/[\w.-]+:"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex DomainSlash();

    /// <summary>Calls that take one.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "(NetworkCredential"
            + @"\("
            + Syntax.Quote
            + @"[^""'\\]*"
            + Syntax.Quote
            + @",\s*(?="
            + Syntax.Quote
            + @")|SecureString(\s+-String)?\s+(?="
            + Syntax.Quote
            + @")|db\.auth\(\s*"
            + Syntax.Quote
            + @"[^""'\\]*"
            + Syntax.Quote
            + @",\s*(?="
            + Syntax.Quote
            + @")|passw(or)?d\(\s*(?="
            + Syntax.Quote
            + "))"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Called();
}
