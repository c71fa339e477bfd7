using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Tokens of services that people talk, pay, store and compute with, by what their makers begin them with.</summary>
internal static partial class ServiceTokens
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>What may stand before a token.</summary>
    private const string Befores = " \"'`=:\n\t,;([{<>/|&";

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(
            Talk(),
            "xox",
            "xapp-",
            "sg.",
            "key-",
            "eaa",
            "lin_api_",
            "pmak-",
            "shpat_",
            "shpca_",
            "shppa_",
            "shpss_",
            "nrak-",
            "dt0c01.",
            "pat-na",
            "pat-eu",
            "fio-u-",
            "s-s4t2",
            "flwseck",
            "ezak",
            "cfpat-",
            "sntrys_",
            "tskey-",
            "hvs.",
            "hvb.",
            "hvr.",
            "age-secret-key-"
        ),
        new(Money(), "sk_", "pk_", "rk_", "duffel_live_", "shippo_live_", "whsec_", "sq0", "sk-", "sk.ey", "pplx-", "hf_", "glc_", "glsa_", "nfp_"),
        new(Store(), "xkeysib-", "xai-", "pcsk_", "tvly-", "nvapi-", "atctt", "clojars_", "p8e-", "sgp_", "zpka_", "sl.", "mfa."),
        new(StoreExact(), "pat", "re_", "AAAA") { IsExact = true },
        new(
            Further(),
            "glffct-",
            "gr1348941",
            "api_org_",
            "st.",
            "igqv",
            "pscale_",
            "pnu_",
            "rzp_",
            "rdme_",
            "sntryu_",
            "snyk_",
            "vercel_",
            "vcp_",
            "y0_",
            "figd_",
            "hcaik_",
            "tfp_",
            "sb_secret_",
            "ops_eyj",
            "a3-",
            "sdk-",
            "mob-",
            "access-",
            "sha256~",
            "duffel_",
            "nrii-",
            "r8_",
            "gsk_",
            "fw_",
            "xoxe",
            "hexp_",
            "ntn_",
            "hbp_",
            "sk_"
        ),
        new(Seed(), [.. NatsBeginnings()]),
        new(Bot(), [.. DiscordBeginnings()]) { IsExact = true },
        new(Twilio(), [.. "0123456789abcdef".Select(c => $"sk{c}")]),
        new(OldVault(), [.. Befores.Select(b => $"{b}s."), "b.aaaaaq"]),
    ];

    /// <summary>The kinds of NATS' keys behind the S of a seed, and the sign that follows, of which three bits are none of the key's.</summary>
    private static IEnumerable<string> NatsBeginnings() => "uaoncx".SelectMany(kind => "abcd".Select(next => $"s{kind}{next}"));

    /// <summary>A bot's token begins with its number in base64, so with two of ten digits.</summary>
    private static IEnumerable<string> DiscordBeginnings() =>
        ((string[])["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"]).SelectMany(first => "AEIMQUYcgk".Select(second => first + second));

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>xox[a-z][.-][A-Za-z0-9.-]{10,}|xapp-[A-Za-z0-9-]{10,}|SG\.[A-Za-z0-9_-]{22}(\.[A-Za-z0-9_-]+)?|key-[a-f0-9]{32}|EAA(CEdEose0cBA|A)[A-Za-z0-9]{20,}|lin_api_[A-Za-z0-9]{16,}|PMAK-[A-Za-z0-9-]{16,}"
            + @"|shp(at|ca|pa|ss)_[A-Fa-f0-9]{16,}|NRAK-[A-Z0-9]{20,}|dt0c01\.[A-Z0-9.]{20,}|pat-(na|eu)[0-9]-[a-f0-9-]{20,}|fio-u-[A-Za-z0-9_-]{30,}|s-s4t2(ud|af)-[a-f0-9]{30,}|FLWSECK[A-Z_]*-[a-f0-9]{20,}[A-Z-]*|EZAK[A-Za-z0-9]{30,}|CFPAT-[A-Za-z0-9_-]{20,}|sntrys_[A-Za-z0-9+/=_-]{16,}"
            + @"|tskey-[A-Za-z0-9-]{10,}|hv[sbr]\.[A-Za-z0-9_-]{10,}|AGE-SECRET-KEY-[A-Z0-9]{10,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Talk();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>[spr]k_(live|test)_[A-Za-z0-9]{10,}|[a-z]{3,12}_live_[A-Za-z0-9]{20,}|whsec_[A-Za-z0-9]{10,}|sq0(atp|csp|idp)-[A-Za-z0-9_-]{16,}|sk-(ant-|proj-|or-)?"
            + KnownTokens.Made
            + @"[A-Za-z0-9_-]{20,}|sk\.eyJ[A-Za-z0-9_.-]{20,}|pplx-[A-Za-z0-9]{20,}"
            + @"|hf_[A-Za-z0-9]{24,}|glc_[A-Za-z0-9+/=]{16,}|glsa_[A-Za-z0-9_]{16,}|nfp_[A-Za-z0-9]{16,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Money();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>xkeysib-[a-f0-9]{40,}(-[A-Za-z0-9]+)?|xai-[A-Za-z0-9]{60,}|pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{40,}"
            + @"|tvly-[A-Za-z0-9-]{20,}|nvapi-[A-Za-z0-9_-]{40,}|ATCTT3x[A-Za-z0-9_=-]{20,}|CLOJARS_[a-f0-9]{40,}|p8e-[A-Za-z0-9]{24,}|sgp_([a-f0-9]{16}_)?[a-f0-9]{40}|zpka_[a-f0-9]{24,}_[a-f0-9]+"
            + @"|sl\.[A-Za-z0-9_-]{100,}|mfa\.[A-Za-z0-9_-]{60,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Store();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + "(?<s>pat[A-Za-z0-9]{14}\\.[a-f0-9]{40,}|re_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,}|AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{100,})",
        Exact,
        Syntax.Patience
    )]
    private static partial Regex StoreExact();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(?<s>glffct-[A-Za-z0-9_-]{20,}|GR1348941[A-Za-z0-9_-]{20}|api_org_[A-Za-z]{30,}|st\.[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}(\.[a-f0-9]{16,})+|(?-i:IGQV)[A-Za-z0-9_-]{60,}|pscale_(tkn|pw|oauth)_[A-Za-z0-9_.=-]{30,}"
            + @"|pnu_[a-z0-9]{36}|rzp_(live|test)_[A-Za-z0-9]{14}|rdme_[a-z0-9]{60,}|sntryu_[a-f0-9]{40,}|snyk_(uat|sat)\.[A-Za-z0-9]{6,12}\.[A-Za-z0-9_-]{20,}|vercel_blob_rw_[A-Za-z0-9]{10,}_[A-Za-z0-9]{10,}|vcp_[A-Za-z0-9]{30,}"
            + @"|y0_[A-Za-z0-9_-]{40,}|figd_[A-Za-z0-9_-]{30,}|hcaik_[a-z0-9]{40,}|tfp_[A-Za-z0-9_-]{40,}|sb_secret_[A-Za-z0-9_-]{20,}|(?-i:ops_eyJ)[A-Za-z0-9_-]{60,}|(?-i:A3-[A-Z0-9]{6}-([A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(-[A-Z0-9]{5}){3})"
            + @"|(sdk|mob)-[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}|access-(sandbox|development|production)-[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}|sha256~[A-Za-z0-9_-]{43}|duffel_(live|test)_[A-Za-z0-9_-]{40,}|NRII-[A-Za-z0-9_-]{24,}"
            + @"|r8_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{40,}|fw_[A-Za-z0-9]{22,}|xoxe(\.xox[bp])?-[0-9]-[A-Za-z0-9]{40,}|hexp_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{40,}|hbp_[A-Za-z0-9]{30,}|sk_"
            + KnownTokens.Made
            + @"[a-f0-9]{48}(?![A-Za-z0-9]))",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Further();

    [GeneratedRegex(Syntax.Here + Syntax.Begin + "(?<s>S[UAONCX][A-D][A-Z2-7]{55})(?![A-Za-z0-9])", Exact, Syntax.Patience)]
    private static partial Regex Seed();

    [GeneratedRegex(
        Syntax.Here + Syntax.Begin + @"(?<s>[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9])",
        Exact,
        Syntax.Patience
    )]
    private static partial Regex Bot();

    [GeneratedRegex(Syntax.Here + Syntax.Begin + "(?<s>SK[a-f0-9]{32})(?![A-Za-z0-9])", Exact, Syntax.Patience)]
    private static partial Regex Twilio();

    /// <summary>Vault's tokens before 1.10.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"[^A-Za-z0-9_.-]?(?<s>s\.(?=[A-Za-z]*[0-9])(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{24}(?![A-Za-z0-9])|b\.AAAAAQ[A-Za-z0-9_-]{40,})",
        Exact,
        Syntax.Patience
    )]
    private static partial Regex OldVault();

    /// <summary>The same, and nothing else.</summary>
    [GeneratedRegex(@"\A\s*(?<s>s\.(?=[A-Za-z]*[0-9])(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{24})(?![A-Za-z0-9])", Exact, Syntax.Patience)]
    public static partial Regex Alone();
}
