using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Private keys, whole, encoded, or a line of one.</summary>
internal static partial class PrivateKeys
{
    private const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [new(Pem(), "-----begin"), new(Encoded(), "LS0tLS1", "MHc", "MHQ", "MIG", "MII", "MC4C", "b3BlbnNza"), new(Putty(), "private-lines", "private-mac")];

    [GeneratedRegex(
        Syntax.Here + @"-----BEGIN[ +%20A-Z0-9]{1,60}PRIVATE([ +]|%20)KEY(([ +]|%20)BLOCK)?-----(?<s>[^-]*(-(?!----END)[^-]*)*)",
        Exact | RegexOptions.IgnoreCase,
        Syntax.Patience
    )]
    private static partial Regex Pem();

    /// <summary>PEM in base64, and how the DER of private keys and OpenSSH's begin.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<![A-Za-z0-9+/])(?<s>(LS0tLS1CRUdJTi|MII[A-Za-z0-9+/]{2}([A-Za-z0-9+/]?IBAAK|wIBADANBg|QIBADANBg|gIBADANBg|AIBADANBg|jgIBADANBg)|MI[GI][A-Za-z0-9+/]{1,3}AgEAM|MHcCAQEE|MHQCAQEE|MIG[A-Za-z0-9+/]AgEA|MC4CAQAw|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/=_-]*)",
        Exact,
        Syntax.Patience
    )]
    private static partial Regex Encoded();

    [GeneratedRegex(
        Syntax.Here + @"Private-(Lines: [0-9]+(\s|\\{1,127}[nr])+|MAC: )(?<s>([A-Za-z0-9+/=\s]|\\{1,127}[nr])+?)(?=Private-MAC|\s*($|""|\\+""))",
        Exact | RegexOptions.IgnoreCase,
        Syntax.Patience
    )]
    private static partial Regex Putty();

    /// <summary>Nothing but base64, as the lines of a key that a program printed.</summary>
    [GeneratedRegex(@"\A\s*(?=[^\s]*[0-9])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?<s>[A-Za-z0-9+/]{60,}={0,2})\s*\z", Exact, Syntax.Patience)]
    public static partial Regex LineAlone();
}
