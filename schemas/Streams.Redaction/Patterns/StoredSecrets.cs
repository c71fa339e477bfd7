using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>What is put into a store of secrets.</summary>
internal static partial class StoredSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [new(Stored(), [.. SecretPattern.Words("aws", "az", "gh"), "fly", "wrangler", "doppler"]) { IsLong = true, Needs = ["secret", "param"] }];

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(aws\b[^\n|;]{0,100}?put-parameter\b[^\n|;]{0,200}?--value|az\b[^\n|;]{0,60}?keyvault\b[^\n|;]{0,20}?secret\b[^\n|;]{0,20}?set\b[^\n|;]{0,200}?--value"
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
        Options
    )]
    private static partial Regex Stored();
}
