using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Tokens that their maker's prefix gives away, also in the small letters of a DNS name; JSON web tokens; hashes of passwords.</summary>
internal static partial class KnownTokens
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Behind it stands what has no letter, digit or underscore before it, but for an escaped sign.</summary>
    public const string Made = @"(?=[A-Za-z_.-]*[0-9])";

    /// <summary>So many signs at least stand behind the underscore of <see cref="Prefixed"/>.</summary>
    public const int LeastPrefixed = 20;

    /// <summary>Texts of at least this length may be nothing but a token or a line of a key.</summary>
    public const int LeastAlone = 26;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Jwt(), "eyJ"),
        new(
            Cloud(),
            "akia",
            "asia",
            "aroa",
            "aida",
            "abia",
            "acca",
            "aiza",
            "ya29.",
            "1//0",
            "gocspx-",
            "ltai",
            "akid",
            "aqvn",
            "t1.9eu",
            "doo_v1_",
            "dop_v1_",
            "dor_v1_",
            "hrku-",
            "dp.pt.",
            "dp.st.",
            "dp.ct.",
            "dp.sa.",
            "v1.0-",
            "fm2_",
            "fo1_",
            "dapi",
            "iqojb3jpz2lu",
            "fwogzxivyxdz",
            "k10"
        ),
        new(
            Code(),
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "glptt-",
            "gldt-",
            "glrt-",
            "glcbt-",
            "glft-",
            "glsoat-",
            "glagent-",
            "glimt-",
            "npm_",
            "pypi-",
            "dckr_",
            "atatt",
            "atbb",
            "akcp",
            "cmvmdgtu",
            "oy2",
            "rubygems_",
            "cio",
            "ccipat_",
            "bkua_",
            "pul-",
            "atlasv1."
        ),
        new(Inner(), "azdo", "8q~", "-us", ":aa", "$production$", ".atlasv1."),
        new(Hash(), "$1$", "$5$", "$6$", "$y$", "$2a", "$2b", "$2y", "$2x", "$2$", "$apr1$", "$argon2", "$pbkdf2", "$scrypt", "grub.pbkdf2"),
    ];

    /// <summary>Any maker's, from the underscore on: small letters, an underscore, and twenty signs or more in which capitals, small letters and digits are mixed.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=((?<![A-Za-z0-9_])|(?<=%[0-9a-fA-F]{2}))[a-z][a-z0-9]{1,11})_([a-z]{2,8}_){0,2}((?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?<s>[A-Za-z0-9]{20,})|(?<=(sbp|sq[apu]|lsv2_pt|lsv2_sk)_)(?<s>[a-f0-9]{32,}(_[a-f0-9]+)?))",
        Exact,
        Syntax.Patience
    )]
    public static partial Regex Prefixed();

    [GeneratedRegex(Syntax.Here + @"(?<s>eyJ[A-Za-z0-9_+/-]{8,}(\.[A-Za-z0-9_-]*){0,4}=*)", Exact, Syntax.Patience)]
    private static partial Regex Jwt();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>(AKIA|ASIA|(?-i:AROA|AIDA|ABIA|ACCA))(?=[0-9A-Z]*[0-9])[0-9A-Z]{12,}|(?-i:AIza)[A-Za-z0-9_-]{20,}|aiza[a-z0-9_-]{35}(?![a-z0-9_-])|ya29\.[A-Za-z0-9_-]{10,}|1//0[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{10,}|LTAI[A-Za-z0-9]{12,}|AKID[A-Za-z0-9]{20,}|AQVN[A-Za-z0-9_-]{30,}"
            + @"|t1\.9eu[A-Za-z0-9_-]{20,}[A-Za-z0-9_.=-]*|do[opr]_v1_[a-f0-9]{16,}|dp\.(pt|st|ct|sa)\.([a-z0-9_-]{2,30}\.)?[A-Za-z0-9]{30,}|HRKU-[A-Za-z0-9_-]{20,}|v1\.0-[a-f0-9]{24}-[a-f0-9]{20,}|fm2_[A-Za-z0-9+/=]{20,}|fo1_[A-Za-z0-9_-]{20,}|dapi[a-f0-9]{16,}|(?-i:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9+/=]{40,}|K10[a-f0-9]{64}::[\w:.-]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Cloud();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|gl(pat|ptt|dt|rt|cbt|ft|soat|agent|imt)-[A-Za-z0-9_.-]{10,}|npm_"
            + Made
            + @"[A-Za-z0-9]{16,}|pypi-[A-Za-z0-9_-]{16,}|dckr_(pat|oat)_[A-Za-z0-9_-]{10,}"
            + @"|ATATT3x[A-Za-z0-9_=-]{20,}|ATBB[A-Za-z0-9]{20,}|AKCp[A-Za-z0-9]{40,}|cmVmdGtu[A-Za-z0-9]{30,}|oy2[a-z0-9]{43}|rubygems_[a-f0-9]{20,}|cio(?-i:[A-Za-z0-9]{32})(?![A-Za-z0-9])|CCIPAT_[A-Za-z0-9_]{20,}|bkua_[a-f0-9]{20,}|pul-[a-f0-9]{20,}"
            + @"|atlasv1\.[A-Za-z0-9_-]{10,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Code();

    /// <summary>Known by what stands within: the part before it goes too.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=(?<s>[A-Za-z0-9]{60,}))(?<s>AZDO[A-Za-z0-9]{4})|\G(?<=(?<s>[A-Za-z0-9_~.-]{3}))(?<s>8Q~[A-Za-z0-9_~.-]{20,})|\G(?<=(?<s>[a-f0-9]{32}))(?<s>-us[0-9]{1,2})"
            + @"|\G(?<=(?<s>[0-9]{8,10}))(?<s>:AA[A-Za-z0-9_-]{33})|\G(?<s>\$production\$[a-z0-9$]{20,})|\G(?<=(?<s>[A-Za-z0-9]{14}))(?<s>\.atlasv1\.[A-Za-z0-9_-]{10,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Inner();

    [GeneratedRegex(
        Syntax.Here + @"(?<s>(\$(1|5|6|y|2[abxy]?|apr1|argon2(id|i|d)|pbkdf2[\w-]*|scrypt)\$|grub\.pbkdf2\.sha512\.)[A-Za-z0-9./$,=+-]{20,})",
        Exact,
        Syntax.Patience
    )]
    private static partial Regex Hash();
}
