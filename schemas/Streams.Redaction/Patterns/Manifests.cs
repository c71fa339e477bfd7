using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>The data of a Secret: in JSON, YAML and patches, in whatever order its parts stand.</summary>
internal static partial class Manifests
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [new(Patch(), "path\"", "path\\", "path:", "path'"), new(Data(), "-key-data", "dockerconfigjson", "dockercfg", "auth")];

    [GeneratedRegex(Syntax.Begin + "kind" + Syntax.Is + Syntax.Quote + "?secret(list)?(?![a-z])", Options)]
    public static partial Regex Kind();

    /// <summary>Where its data begin.</summary>
    [GeneratedRegex(Syntax.Begin + "(string)?data" + Syntax.Quote + "?" + Syntax.Blank + "*:", Options)]
    public static partial Regex DataBegin();

    [GeneratedRegex(Syntax.Begin + "stringData" + Syntax.Quote + "?" + Syntax.Blank + "*:", Options)]
    public static partial Regex StringDataBegin();

    /// <summary>The values behind.</summary>
    [GeneratedRegex(
        @"[\w.-]"
            + Syntax.Quote
            + @"?\s*:\s*(?!"
            + Syntax.Quote
            + @"?(secret(list)?|v1|opaque)(?![a-z0-9]))"
            + Syntax.Quote
            + @"?(?<s>([^\s""'`\\,{}\[\]]|\\{1,7}u00(2b|2f|3d|26|3c|3e)){3,})",
        Options
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
        Options
    )]
    private static partial Regex Patch();

    [GeneratedRegex(
        Syntax.Here + "(-key-data|dockerconfigjson|dockercfg|(?<=" + Syntax.Quote + ")auth)" + Syntax.Is + Syntax.Quote + "?" + @"(?<s>[A-Za-z0-9+/=]{8,})",
        Options
    )]
    private static partial Regex Data();
}
