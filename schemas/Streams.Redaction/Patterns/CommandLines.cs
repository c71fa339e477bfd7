using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets behind a flag that names them, and what a script types: as a line, as a JSON array, as the query of an exec.</summary>
internal static partial class CommandLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Flag(), [.. SecretNames.Beginnings, "oauth2-bearer"]),
        new(Literal(), "--from-literal"),
        new(Typed(), "send"),
        new(Creds(), "creds") { Needs = [":"] },
    ];

    [GeneratedRegex(
        Syntax.Here
            + @"((?<=(?<![\w-])--?[\w.-]{0,60})((secret|token|(?<=[-.]|(?<=[-.])(api|access|account|auth|master|secret|storage|license|licence|private|encryption|signing|client|subscription|shared))key(?![a-z])|oauth2-bearer)([-.][0-9a-z]{1,12})?|(?<=--?)key|"
            + SecretNames.Password
            + @")|(?<=:_)auth(token)?)"
            + "(=|"
            + Syntax.Next
            + ")(?!"
            + Syntax.Quote
            + "?-)"
            + Syntax.NoScript
            + @"(?!stdin\b|(strings?|stringarray|u?int[0-9]*|bool|duration|float|file|path|value)\s{2,}|"
            + Syntax.Quote
            + @"?/|\S*\.(pem|key|crt|txt|json|ya?ml)\b)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Flag();

    [GeneratedRegex(
        Syntax.Here + "--from-literal(=|" + Syntax.Next + ")" + Syntax.Quote + @"?[\w.-]{1,100}(=|%3d)" + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Literal();

    [GeneratedRegex(Syntax.Here + @"\bsend(\s+--)?\s+" + Syntax.Quote + @"(?<s>[^\s""'\\]{4,})\\{1,127}[rn]", Options, Syntax.Patience)]
    private static partial Regex Typed();

    /// <summary><c>--src-creds user:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here + "(?<=--?(src-|dest-)?)creds(=|" + Syntax.Next + ")" + Syntax.Quote + @"?[^\s:""'\\]*:" + Syntax.NoScript + @"(?<s>[^\s""'\\&]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Creds();
}
