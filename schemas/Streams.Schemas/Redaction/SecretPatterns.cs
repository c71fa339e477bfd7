using System.Text.RegularExpressions;

namespace Streams.Schemas.Redaction;

/// <summary>
/// What secrets look like in logs, command lines, addresses, headers and manifests. Each pattern has a group <c>s</c>, the secret itself, which may be cut off at the end of an excerpt.
/// Quotes may be escaped, since a body may stand within a body. Every quantifier that nests in none other is linear in the text.
/// </summary>
internal static partial class SecretPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>An optional, possibly escaped quote.</summary>
    private const string Q = @"(\\{0,3}([""']|u002[27]))?";

    /// <summary>The beginning of a word, also behind an escaped sign.</summary>
    private const string B = @"((?<![A-Za-z0-9_])|(?<=u00[0-9a-fA-F]{2}))";

    /// <summary>A value: quoted to its quote, else to a blank or a sign that ends it.</summary>
    private const string Value = @"((?<=["" '])(?<s>[^""'\\]+)|(?<s>([^\s""'\\&,;<>(){}\[\]|]|\\{1,3}u00(2b|2f|3d))+))";

    private const string PasswordName = @"(password|passwd|passphrase|passwort|(?<=[a-z_.-])(?<!old)pwd|(?<![a-z])pass|userpass|credentials?)([_.-]?(base64|b64|plain|[0-9]))?";
    private const string TokenName = @"(secret(?!name|keyref|ref|s\b|s?store|s?manager)|token(?!review|request|s\b|path|file|name|ttl|expir|type|count)|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|client[_-]?key|encryption[_-]?key|signing[_-]?key|master[_-]?key|ssh[_-]?key|auth[_-]?key|license[_-]?key|x-amz-(signature|credential)|session[_-]?id|signature|(?<![a-z])sig|(?<![a-z])auth)([_.-]?(key|base64|b64|data|id|value|[0-9]))*";

    /// <summary>What a script fills in later is no secret: <c>$(cat …)</c>, <c>$TOKEN</c>, <c>%s</c>, <c>'+t</c>.</summary>
    private const string NoScript = @"(?![""']?(\$[({A-Za-z_]|%[sv]|\*\*\*|<|['""]\s*\+))";

    /// <summary>All, in the order in which they are looked for.</summary>
    public static readonly IReadOnlyList<SecretPattern> All =
    [
        new(PrivateKey(), "-----begin"),
        new(Jwt(), "eyJ"),
        new(Header(), "authorization"),
        new(Cookie(), "cookie"),
        new(AddressPassword(), "://"),
        new(Password(), "pass", "pwd", "credential"),
        new(Token(), "secret", "token", "key", "signature", "sig=", "sig:", "sig\"", "auth\"", "auth=", "auth:", "auth\\", "x-amz-", "session"),
        new(PasswordFlag(), "-pass", "password", "passwd", "passphrase", "-pw", "-secret", "secret ", "-token", "token ", "key "),
        new(MySqlFlag(), "mysql", "mariadb", "mongo"),
        new(UserFlag(), "curl", "wget", "http", "ldapsearch", "smbclient", "rpcclient", "crackmapexec", "svn"),
        new(ShortFlag(), "sshpass", "redis-cli", "login", "htpasswd", "ldapsearch", "net use", "chpasswd", "zip", "7z", "rar", "pass:", "echo"),
        new(KnownToken(), "akia", "asia", "aroa", "aida", "abia", "acca", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glft-", "glsoat-", "glagent-", "glimt-", "xox", "xapp-", "k_live_", "k_test_", "whsec_", "npm_", "pypi-", "sk-", "hvs.", "hvb.", "hvr.", "aiza", "ya29.", "gocspx-", "o_v1_", "p_v1_", "r_v1_", "dckr_", "hf_", "shpat_", "shpca_", "shppa_", "shpss_", "sg.", "key-", "lin_api_", "dapi", "glc_", "glsa_", "pmak-", "eaacedeose0cba", "nfp_", "sntrys_", "tskey-", "atlasv1.", ":aa"),
        new(HookAddress(), "hook", "logic.azure", "api.telegram"),
        new(BearerAlone(), "bearer", "apikey"),
    ];

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----(?<s>[^-]*(-(?!----END)[^-]*)*)", Options)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"(?<s>eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){0,4})", Exact)]
    private static partial Regex Jwt();

    [GeneratedRegex(B + @"(?<![.-])(proxy-)?authorization" + Q + @"\s*[:=]\s*" + Q + @"(?>((bearer|basic|token|digest|negotiate|apikey|aws4-hmac-sha256)\s+)?)" + NoScript + @"(?<s>[^\s""'\\,;]+([^\S\n][^\s""'\\]*)?)", Options)]
    private static partial Regex Header();

    [GeneratedRegex(B + @"(set-)?cookie" + Q + @"\s*[:=]\s*" + Q + @"(?<s>[^""'\\\r\n]+)", Options)]
    private static partial Regex Cookie();

    [GeneratedRegex(@"(?<=[a-z0-9+.-])://[^\s/?#:@""'\\]*:((?<s>[^\s/""'\\]+)@|(?<s>(?=[0-9]*[^0-9\s])[^\s/""'\\@:]{6,})$)", Options)]
    private static partial Regex AddressPassword();

    /// <summary>The values of a manifest, after the place where a Secret's data begin.</summary>
    [GeneratedRegex(@"[\w.-]" + Q + @"\s*:\s*" + Q + @"(?<s>([A-Za-z0-9+/=_.!@#$%^&*-]|\\{1,3}u00(2b|2f|3d)){4,})", Options)]
    public static partial Regex ManifestValue();

    /// <summary>Where they begin.</summary>
    [GeneratedRegex(B + @"stringData\b|" + B + @"kind" + Q + @"\s*:\s*" + Q + @"secret(?![a-z]).*?" + B + @"data(?![a-z])", Options | RegexOptions.Singleline)]
    public static partial Regex ManifestData();

    [GeneratedRegex(PasswordName + Q + @"\s*(:=|=>|[:=])\s*" + Q + @"(?!\s|null\b|none\b|true\b|false\b|required\b|incorrect\b|invalid\b)" + NoScript + Value, Options)]
    private static partial Regex Password();

    [GeneratedRegex(TokenName + Q + @"\s*(:=|=>|[:=])\s*" + Q + NoScript + @"(?<s>(?=[^\s""'\\&,;]*([0-9]|[a-z][A-Z]|[A-Z][a-z]*[A-Z]))([A-Za-z0-9+/=_.~%!@#$^*-]|\\{1,3}u00(2b|2f|3d)){8,})", Exact | RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![\w-])--?(?:[\w-]*(?:password|passwd|passphrase|secret|token|api-?key|access-?key|auth-key)|pass|pw)(?:[=\s]+|""\s*,\s*"")" + Q + @"(?!-)" + NoScript + Value, Options)]
    private static partial Regex PasswordFlag();

    [GeneratedRegex(B + @"(mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mysqlimport|mongo|mongosh|mongodump)\b[^\n|;]{0,300}?\s-p(?<s>[^\s""'\\]+)", Options)]
    private static partial Regex MySqlFlag();

    [GeneratedRegex(B + @"(curl|wget|http|https|ldapsearch|smbclient|rpcclient|crackmapexec|svn)\b[^\n|;]{0,300}?\s(-u|--user|--proxy-user|-U)[=\s]*" + Q + @"[^\s:""'\\%]*[:%](?<s>[^\s""'\\]+)", Options)]
    private static partial Regex UserFlag();

    [GeneratedRegex(B + @"(sshpass\s+-p|redis-cli\b[^\n|;]{0,200}?\s-a|(docker|podman|helm|az|oc)\b[^\n|;]{0,200}?\blogin\b[^\n|;]{0,200}?\s-p|htpasswd\b[^\n|;]{0,100}?\s-[a-zA-Z]*b[a-zA-Z]*\s+\S+\s+\S+|ldapsearch\b[^\n|;]{0,300}?\s-w|net\s+use\b[^\n|;]{0,200}?/user:\S+|chpasswd\s*<<<\s*\S+?:|(zip|7z|unzip|unrar|rar)\b[^\n|;]{0,200}?\s-(P|p)|pass(in|out)?\s+pass:|echo\s+(?=\S+\s*\|\s*(sudo\s+-S|passwd|docker\s+login)))\s*" + Q + @"(?<s>[^\s""'\\]+)", Options)]
    private static partial Regex ShortFlag();

    [GeneratedRegex(B + @"(?<s>(AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[0-9A-Z]{8,}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|gl(pat|ptt|dt|rt|cbt|ft|soat|agent|imt)-[A-Za-z0-9_.-]{10,}|xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|[spr]k_(live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9]{10,}|npm_[A-Za-z0-9]{16,}|pypi-[A-Za-z0-9_-]{16,}|sk-(ant-|proj-|or-)?[A-Za-z0-9_-]{20,}|hv[sbr]\.[A-Za-z0-9_-]{10,}|AIza[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{10,}|GOCSPX-[A-Za-z0-9_-]{10,}|do[opr]_v1_[a-f0-9]{16,}|dckr_(pat|oat)_[A-Za-z0-9_-]{10,}|hf_[A-Za-z0-9]{16,}|shp(at|ca|pa|ss)_[A-Fa-f0-9]{16,}|SG\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*|key-[a-f0-9]{32}|lin_api_[A-Za-z0-9]{16,}|dapi[a-f0-9]{16,}|glc_[A-Za-z0-9+/=]{16,}|glsa_[A-Za-z0-9_]{16,}|AGE-SECRET-KEY-[A-Z0-9]{10,}|PMAK-[A-Za-z0-9-]{16,}|EAACEdEose0cBA[A-Za-z0-9]+|nfp_[A-Za-z0-9]{16,}|sntrys_[A-Za-z0-9+/=_-]{16,}|tskey-[A-Za-z0-9-]{10,}|atlasv1\.[A-Za-z0-9_-]{10,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]+|[0-9]{8,10}:AA[A-Za-z0-9_-]{33})", Exact)]
    private static partial Regex KnownToken();

    [GeneratedRegex(@"https?://(hooks\.slack[a-z.-]*/(services|workflows|triggers)/|[a-z0-9.-]*discord(app)?\.[a-z]+/api/webhooks/|[a-z0-9.-]*webhook\.office[a-z0-9.]*/webhookb2/|[a-z0-9.-]*logic\.azure\.[a-z]+/workflows/|api\.telegram\.org/bot)(?<s>[^\s""'\\]+)", Options)]
    private static partial Regex HookAddress();

    [GeneratedRegex(B + @"(bearer|apikey)\s+" + NoScript + @"(?<s>(?=[^\s""'\\]*[0-9])[A-Za-z0-9._~+/=-]{8,})", Options)]
    private static partial Regex BearerAlone();
}
