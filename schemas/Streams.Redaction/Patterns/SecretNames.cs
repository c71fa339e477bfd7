namespace Streams.Redaction.Patterns;

/// <summary>The names under which secrets are kept.</summary>
internal static class SecretNames
{
    private const string Suffix = @"([_.-]?(base64|b64|plain|value|text|hash|data|base|config|string|seed|(?>[0-9]+)))*";

    /// <summary>Before <c>key</c>.</summary>
    private const string KeyOf =
        @"(api|access|account|private|client|encryption|encrypt|signing|master|ssh|auth|license|licence|subscription|functions?|secret|storage"
        + @"|shared|session|service|stripe|deploy|aes|hmac|seal|unseal|ssl|tls)";

    /// <summary>Names of passwords: whatever they are given is one.</summary>
    public const string Password =
        @"((pass([_-]?(word|phrase|code)|wd|wort)|(?<=mot de )passe|kennwort|mot[_-]?de[_-]?passe|contrase(n|ñ|\\{1,127}u00f1|%c3%b1)a|senha|wachtwoord|(?<![a-z])parola|has(ł|l)o(?![a-z])|heslo(?![a-z])|l(ö|o)senord|(?<![a-zş])(ş|s)ifre(?![a-z])|salasana|adgangskode|passord|jelsz(ó|o)|пароль|密码|密碼|パスワード|비밀번호"
        + @"|(?<!old)pwd(?!"
        + Syntax.Is
        + Syntax.Quote
        + @"?[/~])|(?<![a-z]|--- )(pass|psk)|pw(?![a-z])"
        + @"|(?<=[a-z]{2})pass(?<!(by|com|tres|sur|under|over)pass)(?![a-z])|credentials?(?!-id))"
        + Suffix
        + ")";

    /// <summary>Names of what machines make; they name other things too, so that a value has to look made.</summary>
    public const string Token =
        @"((secret(?!name|keyref|ref|s\b|s?store|s?manager|s?provider|type)|token(?!review|request|s\b|path|file|name|ttl|expir|type|count|izer)"
        + @"|key(?<="
        + KeyOf
        + @"[_-]?key)(?!name|_?id\b|ring|s\b|file|path|store)|key_id(?<=private_key_id)"
        + @"|signature(?<=(x-amz-|x-goog-|hub-|shared[_-]?access)signature)(-256)?|session[_-]?id|sess(ion)?id(?<=(php|j)sess(ion)?id)|(?<![a-z])authtok(?!en)|(?<![a-z_])(sig|signature|auth|jwt|sid|session|assertion|hmac|otp|samlresponse)"
        + @"|code_verifier|(?<=registry-)auth|pin_?code|ticket|bearer|(?<=_)(auth(token)?|pat)(?![a-z]))([_.-](key|signature))*"
        + Suffix
        + ")";

    /// <summary>Names of passwords and of what machines make.</summary>
    public const string Any = "(" + Password + "|" + Token + ")";

    /// <summary>How names of passwords begin.</summary>
    public static readonly string[] PasswordBeginnings =
    [
        "pass",
        "kennwort",
        "mot_de",
        "mot-de",
        "motde",
        "contrase",
        "senha",
        "wachtwoord",
        "parola",
        "hasł",
        "haslo",
        "heslo",
        "lösen",
        "losen",
        "şifre",
        "sifre",
        "salasana",
        "adgangskode",
        "jelsz",
        "пароль",
        "密码:",
        "密码=",
        "密码\"",
        "密码\uff1a",
        "密码 ",
        "密碼:",
        "密碼\"",
        "密碼\uff1a",
        "パスワード",
        "비밀번호",
        "pwd",
        "pw=",
        "pw:",
        "pw\"",
        "pw'",
        "pw\\",
        "pw ",
        "pw\n",
        "pw>",
        "pw%",
        "pw&",
        "pw,",
        "psk",
        "credential",
    ];

    /// <summary>How names of what machines make begin.</summary>
    public static readonly string[] TokenBeginnings =
    [
        "secret",
        "token",
        "key",
        "sig",
        "session",
        "sessid",
        "auth",
        "jwt",
        "sid",
        "assertion",
        "hmac",
        "otp",
        "samlresponse",
        "code_verifier",
        "pin_code",
        "pincode",
        "ticket",
        "bearer",
        "pat=",
        "pat:",
        "pat\"",
    ];

    /// <summary>What begins so and goes on with one of these is another word: author, authority and authentication stand in most lines of an API server.</summary>
    public static string NotThen(string beginning) => beginning == "auth" ? "oe" : "";

    /// <summary>How all of them begin.</summary>
    public static readonly string[] Beginnings = [.. PasswordBeginnings, .. TokenBeginnings];
}
