using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets in the words of databases.</summary>
internal static partial class Sql
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Inserted(), "insert", "replace") { Needs = ["values"] },
        new(SetPassword(), "set password") { IsLong = true },
        new(Crypt(), "aes_", "des_", "pgp_sym_", "pgp_pub_", "crypt(", "encryptbypassphrase", "decryptbypassphrase") { IsLong = true },
        new(Connect(), "connect ", "conn "),
    ];

    /// <summary>A column that is named so: which of the values stands in it is not counted.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(insert|replace)\s+(ignore\s+)?into\s+[^\s(]{1,100}\s*\([^()]{0,300}?(pass|pwd|secret|token|api_?key|hash|salt)[^()]{0,300}\)\s*values\s*\("
            + @"(?>(?>[^\s""'`\\;]*\s*){0,9}(?<q>"
            + Syntax.Quote
            + @")(?<s>((?!(?-i:\k<q>))[^\r\n]){1,400})(?-i:\k<q>)){1,40}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Inserted();

    /// <summary><c>SET PASSWORD FOR 'bob' = 'x'</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"set\s+password\s+(for\s+[^\s=]{1,100}\s*)?=\s*(password\s*\(\s*)?" + Syntax.Argument, Options, Syntax.Patience)]
    private static partial Regex SetPassword();

    /// <summary>Functions that take a key or a password as a literal.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((aes|des|pgp_sym|pgp_pub)_(en|de)crypt(_bytea|_iv)?\s*\([^()]{0,200},\s*|(?<![a-z])(crypt|(en|de)cryptbypassphrase)\s*\(\s*)n?(?="
            + Syntax.Quote
            + ")"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Crypt();

    /// <summary><c>connect bob/x@orcl</c>.</summary>
    [GeneratedRegex(Syntax.Here + Syntax.Begin + @"conn(ect)?\s+[a-z][\w$#]{1,40}/(?<s>[^\s@/""'\\]{1,100})@(?=[\w/(])", Options, Syntax.Patience)]
    private static partial Regex Connect();
}
