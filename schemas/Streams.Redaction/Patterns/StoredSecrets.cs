using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>What is put into a store of secrets.</summary>
internal static partial class StoredSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Stored(), [.. SecretPattern.Words("aws", "az", "gh"), "hadoop cred", "fly", "wrangler", "doppler"])
        {
            IsLong = true,
            Needs = ["secret", "param", "-value"],
        },
        new(Vault(), [.. SecretPattern.Words("vault")]) { IsLong = true, Needs = ["="] },
        new(Configured(), "config set", "configure set", "config:set", "config\"", "configure\"") { IsLong = true },
    ];

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(hadoop\s+credential\s+create\b[^\n|;]{0,200}?-value|aws\b[^\n|;]{0,100}?put-parameter\b[^\n|;]{0,200}?--value|az\b[^\n|;]{0,60}?keyvault\b[^\n|;]{0,20}?secret\b[^\n|;]{0,20}?set\b[^\n|;]{0,200}?--value"
            + @"|gh\b[^\n|;]{0,20}?secret\b[^\n|;]{0,20}?set\b[^\n|;]{0,100}?(?<=[\s""])(--body|-b)|(fly(ctl)?|wrangler|doppler)\b[^\n|;]{0,60}?secrets?"
            + Syntax.Then
            + "set"
            + Syntax.Next
            + @"("
            + Syntax.Quote
            + @"?-[^\s""']+"
            + Syntax.Next
            + @")*"
            + Syntax.Quote
            + @"?[\w.-]+(?==))(=|"
            + Syntax.Next
            + ")?"
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Stored();

    /// <summary><c>vault kv put secret/db conn=x</c>: whatever the name, but for a user's.</summary>
    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + "vault"
            + Syntax.Then
            + "(kv"
            + Syntax.Then
            + "(put|patch)|write(?=[^|;]{0,300}secret_id))"
            + Syntax.Next
            + "(("
            + Syntax.Quote
            + @"?-[^\s""']+|"
            + Syntax.Quote
            + @"?[^\s=""']+"
            + Syntax.Quote
            + "?|"
            + Syntax.Quote
            + @"?(user(name)?|host|port|url|role_id|ttl)=[^\s""']+)"
            + Syntax.Next
            + "|"
            + Syntax.Quote
            + @"?[\w.-]+="
            + Syntax.Argument
            + Syntax.Quote
            + "?("
            + Syntax.Next
            + "|$)?){1,40}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Vault();

    /// <summary><c>tool configure set secretKey x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"config(ure)?(:|"
            + Syntax.Then
            + ")set"
            + Syntax.Next
            + "("
            + Syntax.Word
            + "){0,6}?"
            + Syntax.Quote
            + @"?(?!-)[\w.:/-]{0,60}?("
            + SecretNames.Any
            + "|key)"
            + Syntax.Next
            + "(?!"
            + Syntax.Quote
            + "?-)"
            + Syntax.LooksMade
            + Syntax.Argument,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Configured();
}
