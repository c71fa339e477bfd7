using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>The data of a Secret: in JSON, YAML and patches, in whatever order its parts stand.</summary>
internal static partial class Manifests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>A sign of a line within the string of a JSON text.</summary>
    private const string Line = @"(?!\k<n>)([^\r\n""]|(?<=\\)"")";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Patch(), "path\"", "path\\", "path:", "path'") { Needs = ["/data", "/stringdata"], Within = 300 },
        new(Generated(), "secretgenerator") { IsLong = true },
        new(Data(), "-key-data", "dockerconfigjson", "dockercfg", "auth\"", "auth\\", "auth'", "auth:", "auth%", "auth&"),
    ];

    [GeneratedRegex(
        Syntax.Begin + "(kind" + Syntax.Is + Syntax.Quote + "?secret(list)?(?![a-z])|patch" + Syntax.Next + Syntax.Quote + "?secrets?[" + @"\s/""'])",
        Options,
        Syntax.Patience
    )]
    public static partial Regex Kind();

    /// <summary>Where its data begin.</summary>
    [GeneratedRegex(Syntax.Begin + "(string)?data" + Syntax.Quote + "?" + Syntax.Blank + "*:", Options, Syntax.Patience)]
    public static partial Regex DataBegin();

    [GeneratedRegex(Syntax.Begin + "stringData" + Syntax.Quote + "?" + Syntax.Blank + "*:", Options, Syntax.Patience)]
    public static partial Regex StringDataBegin();

    /// <summary>The values behind.</summary>
    [GeneratedRegex(
        @"[\w.-]"
            + Syntax.Quote
            + @"?\s*:\s*(?!"
            + Syntax.Quote
            + @"?(secret(list)?|v1|opaque)(?![a-z0-9])|"
            + Syntax.Quote
            + @"?[\w./-]{1,100}"
            + Syntax.Quote
            + @"?:(\s|\\{1,127}[nrt]))"
            + Syntax.Quote
            + @"?([|>][+-]?[0-9]?([ \t]{2,}(?<s>[^\s""\\][^\r\n""\\]*?)(?=\s+[\w.-]+:(\s|$)|$|[\r\n""\\])|[ \t]*\r?\n(?<in>[ \t]+)(?<s>[^\r\n]+(\r?\n((?-i:\k<in>)[^\r\n]*)?(?=[\r\n]|$))*)|(?<n>(\\{1,127}r)?\\{1,127}n)(?<in>[ \t]+)(?<s>"
            + Line
            + @"+(\k<n>((?-i:\k<in>)"
            + Line
            + @"*)?(?=\k<n>|\\*""|$))*))|(?<s>([^\s""'`\\,{}\[\]]|\\{1,127}u00(2b|2f|3d|26|3c|3e)){3,}))",
        Options,
        Syntax.Patience
    )]
    public static partial Regex Value();

    [GeneratedRegex(
        Syntax.Here
            + "path"
            + Syntax.Is
            + Syntax.Quote
            + @"?/(string)?data/[^\s""'\\]{0,200}"
            + Syntax.Quote
            + @"?\s*,\s*"
            + Syntax.Quote
            + "?value"
            + Syntax.Is
            + Syntax.Value,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Patch();

    /// <summary>Kustomize's <c>literals: [conn=x]</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"secretGenerator[^|]{0,400}?literals:(\s|\\{1,127}[nr]|[\[,])+(-\s*|(?<=\[\s*))("
            + Syntax.Quote
            + @"?[\w.-]{1,100}=(?<s>[^\s""'\\,\]]+)"
            + Syntax.Quote
            + @"?(\s|\\{1,127}[nr]|[,-])*){1,60}",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Generated();

    [GeneratedRegex(
        Syntax.Here + "(-key-data|dockerconfigjson|dockercfg|(?<=" + Syntax.Quote + ")auth)" + Syntax.Is + Syntax.Quote + "?" + @"(?<s>[A-Za-z0-9+/=]{8,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Data();
}
