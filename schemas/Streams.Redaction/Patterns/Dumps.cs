using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Names and values as languages print their own structures.</summary>
internal static partial class Dumps
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Serialized(), SecretNames.Beginnings) { Needs = [";s:", "<<", " . "], Within = 100 },
        new(Assigned(), "define(", "setenv", "set -", "env "),
        new(Members(), SecretNames.Beginnings)
        {
            Needs = ["<value>"],
            NeedsSign = "<",
            Within = 120,
        },
        new(Part(), SecretNames.Beginnings) { NeedsSign = "\n\r\\", Within = 120 },
        new(JsonWebKey(), "kty\"", "kty\\"),
    ];

    /// <summary>PHP's <c>s:8:"password";s:4:"x"</c>, Erlang's <c>{password,&lt;&lt;"x"&gt;&gt;}</c>, Lisp's pairs.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "("
            + SecretNames.Any
            + @"|(?<=_)key)("
            + Syntax.Quote
            + @";s:[0-9]+:(?="
            + Syntax.Quote
            + @")|,\s*<<(?="
            + Syntax.Quote
            + @")|\s+\.\s+(?="
            + Syntax.Quote
            + "))"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Serialized();

    /// <summary>PHP's <c>define('DB_PASSWORD', 'x')</c>, a shell's <c>setenv DB_PASSWORD x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(define\(\s*"
            + Syntax.Quote
            + @"|setenv\s+|(?<=\A|[\s""'=+>]|\\[rn])(?-i:ENV)\s+(?!\w*(file|path)\b)|set\s+-[a-zA-Z]+\s+)\w{0,60}?("
            + SecretNames.Any
            + "|_key)("
            + Syntax.Quote
            + @"\s*,\s*(?="
            + Syntax.Quote
            + @")|\s+)"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Assigned();

    /// <summary>XML-RPC's members.</summary>
    [GeneratedRegex(Syntax.Here + SecretNames.Any + @"</name>\s*<value>\s*(<string>)?(?<s>[^<]+)", Options, Syntax.Patience)]
    private static partial Regex Members();

    /// <summary>A part of a form.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(?<=name=" + Syntax.Quote + @"[\w.-]{0,40})" + SecretNames.Any + Syntax.Quote + @"(\s|\\{1,127}[nr]){2,8}(?<s>[^\s\\][^\r\n\\]*)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Part();

    /// <summary>The private members of a JSON web key.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "kty"
            + Syntax.Quote
            + @"([^{}]{0,800}?"
            + Syntax.Quote
            + "(k|d|p|q|dp|dq|qi)"
            + Syntax.Quote
            + @"\s*:\s*"
            + Syntax.Quote
            + @"(?<s>[A-Za-z0-9_-]{16,}))+",
        Options,
        Syntax.Patience
    )]
    private static partial Regex JsonWebKey();
}
