using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>Secrets that are known by their name: in environments, JSON, YAML, TOML, XML, queries, connection strings, and what programs print of their own structures.</summary>
internal static partial class NamedSecrets
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        new(Header(), "authorization"),
        new(Digest(), "digest ", "digest+", "digest%") { IsLong = true, Needs = ["response"] },
        new(Cookie(), "cookie"),
        new(NameThenValue(), SecretNames.Beginnings) { Needs = ["value"], Within = 160 },
        new(ValueThenName(), "value"),
        new(Element(), SecretNames.Beginnings) { NeedsSign = ">\\&", Within = 300 },
        new(Password(), SecretNames.PasswordBeginnings),
        new(Token(), SecretNames.TokenBeginnings),
        new(Key(), "key"),
        new(Quoted(), "passw", "passphrase", "secret", "token", "api_key", "identified")
        {
            Needs = ["\"", "'", "`", "%2", "&quot", "&apos", "&#3", "u0022", "u0027"],
        },
        new(Told(), "passw", "passphrase", "secret", "token", "api_key"),
        new(Set(), "passw", "passphrase", "credentials", "kennwort", "passe ", "contrase", "senha "),
        new(BearerAlone(), "bearer", "apikey", "basic", "ssws", "flyv1"),
    ];

    [GeneratedRegex(
        Syntax.Here
            + @"(?<![A-Za-z0-9_./](?<!%[0-9a-f]{2}|u00[0-9a-f]{2}|\\[nrt]))authorization"
            + Syntax.Is
            + Syntax.Quote
            + @"?"
            + @"(?>((bearer|basic|token|digest|negotiate|apikey|ssws|aws4-hmac-sha256)("
            + Syntax.Blank
            + @"|\+)+)?)"
            + Syntax.NoScript
            + @"(?<s>[^\s""'\\,;\]}]+([^\S\n](?![A-Za-z-]+:\s)[^\s""'\\\]}]*)?)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Header();

    [GeneratedRegex(
        Syntax.Here + @"digest\b[^\r\n]{0,600}?(?<![a-z])response" + Syntax.Is + Syntax.Quote + "?(?<s>[a-f0-9]{32,128})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Digest();

    [GeneratedRegex(Syntax.Here + "cookie" + Syntax.Is + Syntax.NoScript + Syntax.Quote + @"?(?<s>[^""'\\\r\n]+)", Options, Syntax.Patience)]
    private static partial Regex Cookie();

    /// <summary><c>{"name": "DB_PASSWORD", "value": "…"}</c>, in YAML, XML and Go's form too.</summary>
    [GeneratedRegex(
        Syntax.Here
            + "("
            + SecretNames.Any
            + @"|(?<=[_-])key)"
            + Syntax.Quote
            + @"?("
            + Syntax.Blank
            + @"|[,{:])*"
            + Syntax.Quote
            + @"?(parameter)?value"
            + Syntax.Is
            + Syntax.NoScript
            + Syntax.Value,
        Options,
        Syntax.Patience
    )]
    private static partial Regex NameThenValue();

    [GeneratedRegex(
        Syntax.Here
            + "value"
            + Syntax.Is
            + @"(?<q>"
            + Syntax.Quote
            + @")(?<s>((?!(?<!\\)(?-i:\k<q>))[^\r\n]){1,600})(?-i:\k<q>)\s*,\s*"
            + Syntax.Quote
            + @"(name|key)"
            + Syntax.Is
            + Syntax.Quote
            + @"[\w.-]{0,60}?("
            + SecretNames.Any
            + "|[_-]key)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex ValueThenName();

    [GeneratedRegex(
        Syntax.Here
            + @"(?<=(<|\\{1,127}u003c|&lt;)[\w:.-]{0,60})("
            + SecretNames.Any
            + @"|(?<=_)key)(\s[^<>]{0,200})?(>|\\{1,127}u003e|&gt;)((?<s>((?!\\{1,127}u003c|&lt;)[^<]){1,4096})(<|\\{1,127}u003c|&lt;)/|(?<s>[^<>\s""']{6,4096})\z)",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Element();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.MayBe
            + SecretNames.Password
            + Syntax.Is
            + @"(?!"
            + Syntax.Quote
            + @"?(\s|(null|none|nil|true|false|required|incorrect|invalid|permission denied|chauthtok)\b|str(ing)?\s*[=,)]|(yes|no|must|not|cannot|may|should|password|passwd)([\s).,;]|$)))"
            + Syntax.NoScript
            + Syntax.Wrapping
            + Syntax.Value,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Password();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.MayBe
            + SecretNames.Token
            + Syntax.Is
            + Syntax.NoScript
            + Syntax.Wrapping
            + Syntax.LooksMade
            + "(?="
            + Syntax.Quote
            + @"?[^\s""]{6})"
            + Syntax.Value,
        Options,
        Syntax.Patience
    )]
    private static partial Regex Token();

    /// <summary>What is called a key of whatever, and looks like one.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((?<![\w-])key(?=[=:]|%3d)|(?<=[a-z0-9][_-])key|(?<=[a-z])(?-i:K)ey)"
            + Syntax.Is
            + @"(?="
            + Syntax.Quote
            + @"?[A-Za-z+/=_.~-]*[0-9])(?="
            + Syntax.Quote
            + @"?[0-9+/=_.~-]*[A-Za-z])"
            + Syntax.Quote
            + @"?(base64:)?(?<s>[A-Za-z0-9+/=_.~-]{16,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Key();

    /// <summary><c>WITH PASSWORD 'x'</c>, <c>IDENTIFIED BY 'x'</c>, <c>login with password "x"</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"((password|passwd|secret|(?<!(unexpected|near|invalid|illegal|next|expected|at)\s)token|api_key|passphrase|secret_(access_)?key)\s+((is|was|set\s+to|=)\s+)?|identified\s+(with\s+\S+\s+)?(by|as)\s+)(?<q>"
            + Syntax.Quote
            + ")"
            + Syntax.NoScript
            + @"(?<s>((?!(?<!\\)(?-i:\k<q>))[^\r\n]){1,200})(?=(?-i:\k<q>)(?!\s+(deleted|created|configured|unchanged|patched|annotated|labeled|replaced|edited|not\s+(found|registered)|already\s+exists|is\s+forbidden)\b))",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Quoted();

    /// <summary><c>the token is x1</c>, <c>machine y login a password x1</c>; a path that ends so (<c>/secrets/db-password HTTP/1.1</c>) says nothing.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<![\w/](?<!\\[nrt])|/[\w.-]{0,60}-)((password|passwd|(?<!\b(get|describe|delete|edit|patch|label|annotate)\s)secret|token|api_key|passphrase)(-value)?(\s|\\{1,127}t)+((is|was|set\s+to|now|became|[05-9])\s+)?|(?<=\slogin\s+\S{1,100}\s+)password\s+)"
            + @"(?=\S*[0-9])(?=\S*[A-Za-z])(?![0-9]{1,4}[-:./][0-9]|v[0-9]|[0-9]+(ms|s|m|h|d)\b|/|[\w.-]+=)"
            + @"(?<s>[^\s""'\\,;]{6,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Told();

    /// <summary><c>the password is x</c>, <c>credentials bob:x</c>.</summary>
    [GeneratedRegex(
        Syntax.Here
            + @"(?<![\w/](?<!\\[nrt]))((password|passwd|passphrase)\s+(for\s+\S{1,60}\s+)?(is|was|set\s+to)(\s+generated\s+for\s+\S{1,80})?:?\s+|credentials\s+\S{1,60}?:|((pass|kenn)wort|(?<=mot de )passe|contrase(ñ|n)a|senha)\s+(lautet|ist|est|es|é)\s+(?=\S*[0-9])|password[\w\s]{1,50}:(\s*(\n|\\{1,127}n)){1,3}(?=[a-z]*[0-9]))"
            + Syntax.NoScript
            + @"(?!(not|required|incorrect|invalid|expired|missing|correct|unchanged|disabled|enabled|protected|mandatory|encrypted|accepted|rejected|generated|created|stored|hashed|needed|wrong|empty|the|a|an|changed|successful\w*|expiring|authenticat\w*|verif\w*)\b)(?<s>[^\s""'\\,;]{8,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex Set();

    [GeneratedRegex(
        Syntax.Here
            + Syntax.Begin
            + @"(bearer|apikey|basic|ssws|flyv1)("
            + Syntax.Blank
            + @"|\+)+"
            + Syntax.NoScript
            + @"(?<s>(?=[^\s""'\\]*([0-9]|(?-i:[a-z][A-Z])))[A-Za-z0-9._~+/=-]{8,})",
        Options,
        Syntax.Patience
    )]
    private static partial Regex BearerAlone();
}
