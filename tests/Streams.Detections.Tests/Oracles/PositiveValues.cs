using Streams.Detections.Conditions;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Tests.Oracles;

/// <summary>Values of fields by which a rule matches, made of its own detection: one choice of its alternatives after the other.</summary>
internal sealed class PositiveValues : ISupposition
{
    private readonly IReadOnlyDictionary<Expression, SelectionItem> _lines;
    private readonly List<(SelectionItem Item, bool Holds)> _chosen = [];
    private readonly Queue<(IReadOnlyList<Expression> Parts, bool Hold)> _open = [];
    private int _choice;

    /// <summary>Whether a path by its end begins with another folder.</summary>
    private bool IsLong { get; }

    private PositiveValues(DetectionRule rule, int choice)
    {
        IsLong = choice % 2 > 0;

        (_lines, _choice) = (rule.Items.ToDictionary(i => i.Condition), choice);
        Suppose(rule.Condition, true);
        while (_open.TryDequeue(out var alternative))
        {
            Suppose(alternative.Parts[_choice % alternative.Parts.Count], alternative.Hold);
            _choice /= alternative.Parts.Count;
        }
    }

    /// <summary>The values of each choice, by field; keywords stand under an empty name.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string?>> Of(DetectionRule rule)
    {
        for (var choice = 0; choice < 40; choice++)
        {
            yield return new PositiveValues(rule, choice).Values();
        }
    }

    public void Suppose(Expression expression, bool holds)
    {
        if (_lines.TryGetValue(expression, out var item))
        {
            _chosen.Add((item, holds));
        }
        else
        {
            expression.Suppose(holds, this);
        }
    }

    public void SupposeOne(IReadOnlyList<Expression> parts, bool hold) => _open.Enqueue((parts, hold));

    private Dictionary<string, string?> Values()
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in _chosen.Where(c => c.Holds && c.Item.Line is not null).GroupBy(c => c.Item.Field))
        {
            values[field.Key] = Text([.. field.SelectMany(c => Parts(c.Item.Line!))]); // filtered
        }

        return values;
    }

    /// <summary>What the value must be like: whole, at its start, at its end, or anywhere; null: the field must not be there.</summary>
    private IEnumerable<(string? Text, TextPosition At)> Parts(SelectionLine line)
    {
        if (line.Modifiers.Negated)
        {
            return [];
        }

        if (line.Modifiers.All)
        {
            return line.Values.Select(v => Part(v, line.Modifiers));
        }

        var value = line.Values[_choice % line.Values.Count];
        _choice /= line.Values.Count;
        return [Part(value, line.Modifiers)];
    }

    private static (string? Text, TextPosition At) Part(YamlScalarNode node, Modifiers modifiers)
    {
        var text = node.Value ?? "";
        if (node.IsNull() || (modifiers.Exists && text == "false"))
        {
            return (null, TextPosition.Whole);
        }

        if (modifiers.Exists)
        {
            return ("x", TextPosition.Whole);
        }

        if (modifiers.Cidr)
        {
            return (text[..text.IndexOf('/')], TextPosition.Whole);
        }

        if (modifiers.Regex)
        {
            return (Sample(text), TextPosition.Anywhere);
        }

        var (inner, at) = WildcardPattern.Parse(text).At(modifiers.Position).Trimmed();
        return (
            string.Concat(inner.Chars.Zip(inner.Kinds).Where(c => c.Second != WildcardKind.Any).Select(c => c.Second == WildcardKind.One ? 'x' : c.First)),
            at
        );
    }

    /// <summary>A text that a simple expression finds: classes by one of their characters, groups by their first branch.</summary>
    private static string Sample(string expression) => RegexSample.Of(expression);

    private string? Text(IReadOnlyList<(string? Text, TextPosition At)> parts)
    {
        if (parts.Any(p => p.Text is null))
        {
            return null;
        }

        if (parts.FirstOrDefault(p => p.At == TextPosition.Whole && p.Text!.Length > 0) is { Text: { } whole })
        {
            return whole;
        }

        string Longest(TextPosition at) => parts.Where(p => p.At == at).Select(p => p.Text!).MaxBy(t => t.Length) ?? "";
        var (prefix, suffix) = (Longest(TextPosition.Start), Longest(TextPosition.End));
        var pieces = parts.Where(p => p.At == TextPosition.Anywhere).Select(p => p.Text!).Where(p => !prefix.Contains(p) && !suffix.Contains(p)).Distinct();
        var text = $"{prefix}{string.Concat(pieces)}{suffix}";
        return prefix.Length == 0 && IsLong && text.StartsWith('/') ? $"/zz{text}" : text;
    }
}
