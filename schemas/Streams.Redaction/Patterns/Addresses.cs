using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets in addresses: behind the user, in the place of the user, and addresses that are a secret themselves.</summary>
internal static partial class Addresses
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Hook(), "://", "%3a%2f%2f", ":\\/"),
        new(Password(), "://", ":\\/", ":\\\\"),
        new(Encoded(), "%3a%2f", "%253a"),
        new(NoScheme(), " //", "\"//", "'//", "=//") { Needs = ["@"] },
        new(Thin(), "jdbc:oracle"),
        new(PgPass(), ":543", ":6432:", ":*:"),
        new(MailRelay(), "]:2", "]:4", "]:5"),
        new(Code(), "?code=", "&code=", "#code="),
        new(Link(), "/reset", "/forgot", "/recover", "/activat", "/confirm", "/verify", "/invit", "/magic", "/hooks/", "/webhook"),
    ];

    [GeneratedRegex(
        Syntax.Here
            + @"(://|%3a%2f%2f|:\\/\\/)(hooks\.slack[a-z.-]*/(services|workflows|triggers)/|hooks\.zapier\.com/hooks/catch/|[a-z0-9.-]*discord(app)?\.[a-z]+/api/webhooks/|[a-z0-9.-]*webhook\.office[a-z0-9.]*/webhookb2/"
            + @"|outlook\.office[a-z0-9.]*/webhook/|maker\.ifttt\.com/trigger/[^/\s]{1,80}/with/key/|events\.pagerduty\.com/(integration|x-ere)/|[a-z0-9.-]*logic\.azure\.[a-z]+/workflows/|api\.telegram\.org/bot|chat\.googleapis\.com/v1/spaces/|logs-01\.loggly\.com/(inputs|bulk)/)(?<s>[^\s""'\\]+)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Hook();

    /// <summary>A password may hold every sign; it ends at the <c>@</c> that a host follows. A number behind a host is its port.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<=[a-z0-9+.-]):(//|\\{1,127}/\\{1,127}/)([^\s/?#:""'\\]*:(?![0-9]{1,5}([/?#]|$|\s))((?<s>[^\s""'\\]{1,300}?)@(?=(//)?[\w.:\[\]-]+([/?#,;\s""'\\<>)|&]|$)|$)|(?<s>(?=[0-9]*[^0-9\s])[^\s/""'\\@:]{6,})$)"
            + @"|(?<s>(?=[^\s/@:]*[0-9])[A-Za-z0-9_-]{20,})@)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Password();

    [GeneratedRegex(Syntax.Here + @"%(25)*3a(%(25)*2f){2}[^\s%@]{0,100}(%(25)*3a|:)(?<s>[^\s""'\\]{1,300}?)(%(25)*40|@)", Options, Syntax.Patience)]
    private static partial Regex Encoded();

    /// <summary><c>//bob:x@host</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"[\s""'=]//[^\s/?#:@""'\\]{1,60}:(?<s>[^\s/@""'\\]{4,100})@(?=[\w.-]+)", Options, Syntax.Patience)]
    private static partial Regex NoScheme();

    [GeneratedRegex(Syntax.Here + @"jdbc:oracle:\w+:[^\s/@]+/(?<s>[^\s@""'\\]+)@", Options, Syntax.Patience)]
    private static partial Regex Thin();

    /// <summary>A line of PostgreSQL's file of passwords: host, port, database, user, password.</summary>
    [GeneratedRegex(
        Syntax.Here + @"(:(543[0-9]|6432):[^:\s/]{1,63}|(?<=[\w.*-]:([0-9]{2,5}|\*)):\*):[^:\s/]{1,63}:(?<s>[^\s""'\\]{4,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex PgPass();

    /// <summary>What an authorization server hands on by a redirect.</summary>
    [GeneratedRegex(Syntax.Here + @"[?&#]code=(?=[A-Za-z._~/%+=-]{0,100}[0-9])(?<s>[A-Za-z0-9._~/%+=-]{20,})", Options, Syntax.Patience)]
    private static partial Regex Code();

    /// <summary>Links that sign in whoever has them.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"/((reset|forgot|recover|activat|confirm|verify|invit|magic)[a-z_-]{0,30}|hooks|webhooks?)(/|(?<!hooks?)\?[a-z_]{1,20}=)(?=[A-Za-z_-]{0,100}[0-9])(?<s>[A-Za-z0-9_-]{20,})(?![\w/-]|\.(js|mjs|css|html?|png|svg|php|json|ya?ml|map|tsx?|py|rb|go|java|sh|md|txt|gz|zip)\b)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Link();

    /// <summary>A line of Postfix' map of passwords: <c>[host]:port user:password</c>.</summary>
    [GeneratedRegex(Syntax.Here + @"\]:[0-9]{2,4}\s+[^\s:@]+@[^\s:]+:(?<s>[^\s""'\\]+)", Options, Syntax.Patience)]
    private static partial Regex MailRelay();
}
