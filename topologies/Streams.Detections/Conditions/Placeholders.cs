using System.Text;
using System.Text.RegularExpressions;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>What <c>%name%</c> stands for under the modifier <c>expand</c>: values of documents with <c>placeholders</c> at their top, anywhere in the rule set.</summary>
internal sealed partial class Placeholders
{
    public const int MaxValues = 10_000;

    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleError> _unused = new(StringComparer.Ordinal);

    /// <summary>What no value named, as warnings.</summary>
    public IReadOnlyCollection<RuleError> Unused => _unused.Values;

    /// <param name="map">Names and values; for the values of one a list's file, as <c>{file: bad.txt}</c>.</param>
    /// <param name="file">The file that the map stands in.</param>
    /// <param name="lists">The lists beside the rules.</param>
    /// <exception cref="RuleException">A name is given twice, or has no values.</exception>
    public void Add(YamlMappingNode map, string file, ValueLists lists)
    {
        foreach (var pair in map.Children)
        {
            var values = pair.Value is YamlMappingNode source ? ValuesOf(source, file, lists) : map.Texts(pair.Key());
            if (pair.Value is YamlSequenceNode list && list.FirstOrDefault(IsNoValue) is { } none)
            {
                throw new RuleException(none.Start, "a placeholder's value is a text, and no placeholder");
            }

            if (values.FirstOrDefault(v => v.AsSpan().Trim('*').IsEmpty) is { } anything)
            {
                var at = pair.Value is YamlSequenceNode items ? items.Children[Index(values, anything)].Start : pair.Value.Start;
                throw new RuleException(
                    at,
                    $"the placeholder '{pair.Key()}' has the value '{anything}', which takes in {(anything.Length == 0 ? "the empty text, and with contains, startswith and endswith every text" : "every text")}: leave it out"
                );
            }

            if (values.Count > 0 && _values.TryAdd(pair.Key(), values))
            {
                var at = pair.Key.Start;
                _unused.Add(
                    pair.Key(),
                    new RuleError(
                        file,
                        at.Line,
                        at.Column,
                        $"no rule uses the placeholder '{pair.Key()}': it does nothing; write '%{pair.Key()}%' under the modifier expand"
                    )
                    {
                        Severity = Severity.Warning,
                    }
                );
            }
            else
            {
                throw new RuleException(pair.Key.Start, $"the placeholder '{pair.Key()}' {(values.Count == 0 ? "has no values" : "is given twice")}");
            }
        }
    }

    /// <summary>The values that a whole text stands for, where it is one placeholder; null: it is none.</summary>
    public IReadOnlyList<string>? ValuesOf(string text) =>
        text.Length > 2 && text[0] == '%' && text.IndexOf('%', 1) == text.Length - 1 ? Find(text[1..^1]) : null;

    /// <summary>Every text that a value stands for; <c>\%</c> is a percent sign.</summary>
    /// <exception cref="RuleException">A placeholder has no values: a rule with one cannot be used.</exception>
    public IReadOnlyList<string> Expand(string text, Mark at)
    {
        if (!Placeholder().IsMatch(text))
        {
            throw new RuleException(at, $"'{text}' has no placeholder: write %name%, or leave out 'expand'");
        }

        List<StringBuilder> texts = [new()];
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '%' ? text.IndexOf('%', i + 1) : -1;
            if (end > i + 1)
            {
                texts = Product(texts, text[(i + 1)..end], at);
                i = end;
                continue;
            }

            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '%')
            {
                i++;
            }

            texts.ForEach(t => t.Append(text[i]));
        }

        return [.. texts.Select(t => t.ToString())];
    }

    private static int Index(IReadOnlyList<string> values, string value)
    {
        var at = 0;
        while (values[at] != value)
        {
            at++;
        }

        return at;
    }

    private static bool IsNoValue(YamlNode node) => node is YamlScalarNode scalar && (scalar.IsNull() || Placeholder().IsMatch(scalar.Value ?? ""));

    private static IReadOnlyList<string> ValuesOf(YamlMappingNode source, string file, ValueLists lists)
    {
        var name = source.Text("file") ?? throw new RuleException(source.Start, "the values of a placeholder are a list, or a file: {file: values.txt}");
        return source.Children.Count > 1 ? throw new RuleException(source.Start, "the values of a placeholder are a list, or a file: {file: values.txt}")
            : !name.EndsWith(ValueLists.Extension, StringComparison.Ordinal)
                ? throw new RuleException(
                    source.Find("file")!.Start,
                    $"'{name}': a list of values is a file that ends with {ValueLists.Extension}, one value a line"
                ) // it was read
            : lists.Find(file, name) ?? throw new RuleException(source.Find("file")!.Start, $"there is no list '{name}' beside this file"); // as above
    }

    private IReadOnlyList<string>? Find(string name)
    {
        _unused.Remove(name);
        return _values.GetValueOrDefault(name);
    }

    private List<StringBuilder> Product(List<StringBuilder> texts, string name, Mark at)
    {
        if (Find(name) is not { } values)
        {
            throw new RuleException(at, $"nothing says what %{name}% stands for: write a document with 'placeholders: {{{name}: [value]}}' beside the rules");
        }

        if ((long)texts.Count * values.Count > MaxValues)
        {
            throw new RuleException(at, $"the placeholders make more than {MaxValues} values");
        }

        return [.. texts.SelectMany(t => values.Select(v => new StringBuilder().Append(t).Append(v)))];
    }

    [GeneratedRegex("%[^%]+%", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
