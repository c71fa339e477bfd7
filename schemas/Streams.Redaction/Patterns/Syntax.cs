namespace Streams.Redaction.Patterns;

/// <summary>
/// The parts that patterns are made of. What stands around a secret may be escaped several times over, since a body may stand within a body: in JSON's way, in a URL's, in HTML's.
/// Each pattern has a group <c>s</c>, the secret itself, which the end of the text may cut off. No quantifier nests in another that is without a bound.
/// </summary>
internal static class Syntax
{
    /// <summary>Milliseconds that an expression may look at one place; the longest known takes a few. Of a text that takes longer nothing is shown (<see cref="Redactor.Redact"/>).</summary>
    public const int Patience = 1_000;

    /// <summary>Here and nowhere else.</summary>
    public const string Here = @"\G";

    /// <summary>A quote.</summary>
    public const string Quote = @"(\\{0,127}([""'`]|u002[27])|%(25)*2[27]|&(quot|apos|#3[49]);)";

    /// <summary>The beginning of a word, also behind an escaped sign.</summary>
    public const string Begin = @"((?<![A-Za-z0-9_])|(?<=u00[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}|\\[nrt]|\x1b\[[0-9;]{0,9}m))";

    /// <summary>Blanks, as they are or escaped.</summary>
    public const string Blank = @"(\s|\\{1,127}[nrt]|%(25)*20|%(25)*0[ad9])";

    /// <summary>A private key is a secret of its own, longer than a value is taken for.</summary>
    private const string NoPem = "(?!" + Quote + "?-----BEGIN)";

    /// <summary>A terminal's colour, as it is or escaped.</summary>
    private const string Colour = @"((\x1b|\\{1,127}u001b)\[[0-9;]*m)";

    /// <summary>On the next line, or in its place, stands another name: YAML's key of keys has no value of its own.</summary>
    private const string NoName =
        @"(?!(?<=(\n|\\{1,127}n)[ \t]*)" + Quote + @"?[\w.-]{1,60}" + Quote + @"?:|[\w.-]{0,60}(pass|word|pwd|secret|token|key|cred)\w{0,12}:\s+\S)";

    /// <summary>The string ends behind the name, as a prompt does in a field of JSON.</summary>
    private const string NoEnd = "(?!" + Quote + @"[}\]\s""\\]*($|,\s*" + Quote + "))";

    /// <summary>What YAML may say of a value before it: that it is a block, its type, its anchor.</summary>
    private const string Yaml = @"(?>([|>][+-]?[0-9]?([ \t]*((\\{1,127}r)?\\{1,127}n|\r?\n)\s*|[ \t]{2,})|(!!?[a-z]+|&[a-z][\w-]*)\s+)?)";

    /// <summary>What languages say of a variable between its name and its value: <c>token string = </c>, <c>token: &amp;str = </c>.</summary>
    private const string Typed = @"(?>(\s*:\s*|\s+)(&(amp;)?('static\s+)?)?(string|str)\b(?=\s*:?=))?";

    /// <summary>Between a name and its value.</summary>
    public const string Is =
        Colour
        + "*"
        + Quote
        + @"?\]?"
        + Typed
        + Blank
        + @"*(=>|:=|->|(?>={1,2})|:(?!:)|::(?=\s)|\uff1a|%(25)*3[ad]|\\{1,127}u003[ad])"
        + Blank
        + @"*(\["
        + Blank
        + @"*|"
        + Colour
        + ")*"
        + Yaml
        + NoPem
        + NoName
        + NoEnd;

    /// <summary>Looks whether <see cref="Is"/> may follow the word that begins here: most names of secrets are only words of a sentence, and this says so at a tenth of the cost.</summary>
    public const string MayBe = @"(?=(?>[\w.-]+(\s+string)?)[^\w\\%&\x1b=:>\uff1a]{0,16}[\\%&\x1b=:>\uff1a])";

    /// <summary>What a program prints around a value of its own: PHP's <c>string(5) "x"</c>, Rust's <c>Some("x")</c>, SQL's <c>N'x'</c>.</summary>
    public const string Wrapping = @"(?>(string\([0-9]+\)\s*|(some|just|optional|secretstr|secret|sensitive|string)\(|n(?='))?)";

    /// <summary>Between a flag and its value: a blank, <c>=</c>, the next item of a JSON array, or of the query of an exec.</summary>
    public const string Next = @"(?>(" + Blank + @"|\\{0,127}""\s*,\s*(?=\\{0,127}"")|(&|\\{1,127}u0026)command=|\+)+)";

    /// <summary>The same before a word that stands as it is.</summary>
    public const string Then = Next + Quote + "?";

    /// <summary>An argument that is no secret, and what parts it from the next: no sign can be of both, or a run of them would be read in every way.</summary>
    public const string Word = Quote + @"?(?>([^\s""',\\&+%]|%(?!(25)*(20|0[ad9])))+)" + Next;

    /// <summary>What a script fills in later is no secret: <c>$(cat …)</c>, <c>$TOKEN</c>, <c>%s</c>, <c>'+t</c>.</summary>
    public const string NoScript =
        @"(?!"
        + Quote
        + @"?((\$|%(25)*24)([({A-Za-z_]|%(25)*28|%(25)*7b)|%[svdq](?![A-Za-z0-9])|\*\*\*|-----BEGIN|\{\{|<[A-Za-z<]|"
        + Quote
        + @"\s*\+(?![^\s""']{8,}"
        + Quote
        + ")))";

    /// <summary>One sign of a value without quotes. A sign that may end it does so where the next name, a blank or the end follows.</summary>
    public const string Bare =
        @"([^\s\x00-\x1f""'`\\,;&<>(){}\[\]|%]|[,;&|({\[](?![\s""'\\]|$|[\w.%-]{1,40}([=:]|%3d))|[>)}\]](?=[^\s\x00-\x1f""'`\\,;&<>(){}\[\]|])"
        + @"|<(?!/)|%(?!(25)*(2[027]|0[ad9]))|\\{1,127}u00(2b|2f|3d|3c|3e|21|40)|\\{1,127}(?![\\nrtbfu""'`\s&]|$))";

    /// <summary>Capitals, small letters and a digit, eight signs or more without a path's or a name's parting: it stands for itself, wherever it ends.</summary>
    public const string Strong = @"(?=[^\s/]{8})(?=[^\s""'/.]*[0-9])(?=[^\s""'/.]*(?-i:[a-z]))(?=[^\s""'/.]*(?-i:[A-Z]))";

    /// <summary>A value: quoted to its quote, else up to a blank or a sign that ends it.</summary>
    public const string Value =
        @"(\$?(?<q>" + Quote + @")(?<s>((?!(?<!\\)(?-i:\k<q>))[^\r\n]){1,4096})|(?<==)\{(?<s>[^{}""\r\n]{1,200})\}(?=[;\s""'\\]|$)|(?<s>" + Bare + @"+))";

    /// <summary>What nobody would write by hand follows: a digit or an inner capital, or twelve letters without a dash.</summary>
    public const string LooksMade = @"(?=" + Quote + @"?([A-Za-z0-9+/=_.~!@#$^*%-]*([0-9]|(?-i:[a-z][A-Z]|[A-Z][a-z]*[A-Z]))|[A-Za-z+/=_]{12}))";

    /// <summary>A value, quoted or not, that no script fills in later.</summary>
    public const string Argument = NoScript + Value;

    /// <summary>What may stand between a program and the word behind the dash of a flag.</summary>
    public const string Dash = @"\b(?:[^\n|;-]{0,300}-){1,24}?(?<=([\s""'`=+]|%20|\\[nrt])-{1,2})";
}
