using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>The modifiers of one field, in a form that the value compiler can follow.</summary>
internal sealed record Modifiers
{
    private int _positions;

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
        )
        {
            throw new RuleException(at, "these modifiers cannot be combined");
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
                Comparison = ThresholdOperator.Gt;
                break;
            case "gte":
                Comparison = ThresholdOperator.Gte;
                break;
            case "lt":
                Comparison = ThresholdOperator.Lt;
                break;
            case "lte":
                Comparison = ThresholdOperator.Lte;
                break;
            case "minute":
                Time = TimePart.Minute;
                break;
            case "hour":
                Time = TimePart.Hour;
                break;
            case "day":
                Time = TimePart.Day;
                break;
            case "week":
                Time = TimePart.Week;
                break;
            case "month":
                Time = TimePart.Month;
                break;
            case "year":
                Time = TimePart.Year;
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
                Encodings.Add(name);
                break;
            default:
                throw new RuleException(at, $"the modifier '{name}' is not known");
        }
    }

    private void At(TextPosition position)
    {
        Position = position;
        _positions++;
    }
}
