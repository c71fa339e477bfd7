using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>The modifiers of one field, in a form that the value compiler can follow.</summary>
internal sealed record Modifiers
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _positions;

    /// <summary>As written, in one order.</summary>
    public string Spelling => string.Join('|', _names.Order(StringComparer.Ordinal));

    public bool All { get; private set; }

    public bool Cased { get; private set; }

    public bool Exists { get; private set; }

    public bool Cidr { get; private set; }

    public bool Regex { get; private set; }

    public bool FieldReference { get; private set; }

    public bool Windash { get; private set; }

    public bool Expand { get; private set; }

    public bool Negated { get; private set; }

    public RegexOptions RegexOptions { get; private set; } = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public TextPosition Position { get; private set; }

    /// <summary>Whether values are compared as texts, as they are written.</summary>
    public bool IsPlainText => !Cidr && !Regex && !Windash && !FieldReference && !Exists && Comparison is null && Time is null && Encodings.Count == 0;

    /// <summary>Whether they say nothing of a value but that it is null, or not.</summary>
    public bool ComparesNull => _names.All(name => name == "neq");

    public ThresholdOperator? Comparison { get; private set; }

    public TimePart? Time { get; private set; }

    /// <summary>base64, base64offset, wide, utf16, utf16le, utf16be: in the order written.</summary>
    public List<string> Encodings { get; } = [];

    /// <exception cref="RuleException">A modifier is unknown or stands where it cannot.</exception>
    public static Modifiers Parse(ReadOnlySpan<string> names, Mark at)
    {
        var modifiers = new Modifiers();
        foreach (var name in names)
        {
            modifiers.Add(name, at);
            if (!modifiers._names.Add(name))
            {
                throw new RuleException(at, $"the modifier '{name}' stands twice");
            }
        }

        modifiers.Check(at);
        return modifiers;
    }

    private void Check(Mark at)
    {
        var kinds = (Cidr ? 1 : 0) + (Regex ? 1 : 0) + (Exists ? 1 : 0) + (Comparison is null && Time is null ? 0 : 1);
        var isText = _positions > 0 || Encodings.Count > 0 || Windash;
        if (
            kinds > 1
            || (kinds == 1 && isText)
            || _positions > 1
            || (FieldReference && (kinds > 0 || Encodings.Count > 0 || Windash || Expand))
            || (Exists && (All || Negated || Expand))
            || (Negated && (All || Comparison is not null))
            || (Cased && kinds > 0)
            || (Windash && Encodings.Count > 0)
        )
        {
            throw new RuleException(at, "these modifiers cannot be combined");
        }
    }

    /// <exception cref="RuleException">They say something of a field's value that keywords have not.</exception>
    public void CheckKeywords(Mark at)
    {
        if (_names.FirstOrDefault(name => name is not ("all" or "contains" or "cased" or "neq" or "re" or "i" or "m" or "s")) is { } other)
        {
            throw new RuleException(at, $"'{other}' needs a field: keywords take all, contains, cased, neq and re");
        }
    }

    private void Add(string name, Mark at)
    {
        switch (name)
        {
            case "all":
                All = true;
                break;
            case "cased":
                Cased = true;
                break;
            case "exists":
                Exists = true;
                break;
            case "cidr":
                Cidr = true;
                break;
            case "re":
                Regex = true;
                break;
            case "fieldref":
                FieldReference = true;
                break;
            case "windash":
                Windash = true;
                break;
            case "expand":
                Expand = true;
                break;
            case "neq":
                Negated = true;
                break;
            case "contains":
                At(TextPosition.Anywhere);
                break;
            case "startswith":
                At(TextPosition.Start);
                break;
            case "endswith":
                At(TextPosition.End);
                break;
            case "gt":
                Compare(ThresholdOperator.Gt, at);
                break;
            case "gte":
                Compare(ThresholdOperator.Gte, at);
                break;
            case "lt":
                Compare(ThresholdOperator.Lt, at);
                break;
            case "lte":
                Compare(ThresholdOperator.Lte, at);
                break;
            case "minute":
                Of(TimePart.Minute, at);
                break;
            case "hour":
                Of(TimePart.Hour, at);
                break;
            case "day":
                Of(TimePart.Day, at);
                break;
            case "week":
                Of(TimePart.Week, at);
                break;
            case "month":
                Of(TimePart.Month, at);
                break;
            case "year":
                Of(TimePart.Year, at);
                break;
            case "i" when Regex:
                RegexOptions |= RegexOptions.IgnoreCase;
                break;
            case "m" when Regex:
                RegexOptions |= RegexOptions.Multiline;
                break;
            case "s" when Regex:
                RegexOptions |= RegexOptions.Singleline;
                break;
            case "base64" or "base64offset" or "wide" or "utf16" or "utf16le" or "utf16be":
                Encode(name, at);
                break;
            default:
                throw new RuleException(at, $"the modifier '{name}' is not known");
        }
    }

    private void Compare(ThresholdOperator comparison, Mark at) =>
        Comparison = Comparison is null ? comparison : throw new RuleException(at, "two comparisons of one value: write two lines of one selection");

    private void Of(TimePart part, Mark at) =>
        Time = Time is null ? part : throw new RuleException(at, "two parts of a date: write two lines of one selection");

    /// <summary>Modifiers apply in the order written: what is a part of a text cannot be encoded, nor what is encoded again.</summary>
    private void Encode(string name, Mark at)
    {
        if (_positions > 0)
        {
            throw new RuleException(at, $"'{name}' stands before contains, startswith and endswith: modifiers apply in the order written");
        }

        if (Encodings.Count > 0 && (IsBase64(Encodings[^1]) || !IsBase64(name)))
        {
            throw new RuleException(
                at,
                $"'{name}' cannot stand behind '{Encodings[^1]}': write one of wide, utf16, utf16le, utf16be, then base64 or base64offset"
            );
        }

        Encodings.Add(name);
    }

    private static bool IsBase64(string encoding) => encoding is "base64" or "base64offset";

    private void At(TextPosition position)
    {
        Position = position;
        _positions++;
    }
}
