using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Programs to which a flag gives a user and a secret in one word.</summary>
internal static partial class UserFlags
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(UserAndPassword(), [.. SecretPattern.Words("http", "https", "ctr"), "curl", "wget", "crackmapexec", "svn", "etcdctl", "jenkins"])
        {
            IsLong = true,
            Needs = [":"],
        },
        new(DomainUser(), "smbclient", "rpcclient", "winexe", "smbget", "smbcacls", "net ") { IsLong = true, Needs = ["%"] },
        new(UserComma(), "lftp") { IsLong = true },
        new(Httpie(), [.. SecretPattern.Words("http", "https", "xh")]) { IsLong = true, Needs = ["-a"] },
    ];

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(curl|wget|http|https|crackmapexec|svn|etcdctl|ctr|jenkins[\w.-]*)"
            + Syntax.Dash
            + @"([a-zA-Z]{0,8}u|-user|-proxy-user|auth)(=|"
            + Syntax.Next
            + ")?"
            + Syntax.Quote
            + @"?[^\s:""'\\%&]*[:%]"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\&]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex UserAndPassword();

    /// <summary><c>-U 'DOMAIN\user%x'</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(smbclient|rpcclient|winexe|smbget|smbcacls|net\s+(rpc|ads))"
            + Syntax.Dash
            + "(U|-user)(=|"
            + Syntax.Next
            + ")?"
            + Syntax.Quote
            + @"?[^\s""'%]{1,100}%(25)?"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\&]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex DomainUser();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + "lftp" + Syntax.Dash + "u" + Syntax.Next + Syntax.Quote + @"?[^\s"",'\\]+,(?<s>[^\s""'\\&]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex UserComma();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "(https?|xh)"
            + Syntax.Dash
            + "(a|-auth)(=|"
            + Syntax.Next
            + ")"
            + "((?<=bearer"
            + Syntax.Next
            + Syntax.Quote
            + @"?-(a|-auth)(=|"
            + Syntax.Next
            + "))"
            + Syntax.Quote
            + "?|"
            + Syntax.Quote
            + @"?[^\s:""'\\]*:)"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Httpie();
}
