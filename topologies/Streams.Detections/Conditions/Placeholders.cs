using System.Text;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>What <c>%name%</c> stands for under the modifier <c>expand</c>: values of documents with <c>placeholders</c> at their top, anywhere in the rule set.</summary>
internal sealed class Placeholders
{
    private const int MaxValues = 10_000;
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);

    /// <exception cref="RuleException">A name is given twice, or has no values.</exception>
    public void Add(YamlMappingNode map)
    {
        foreach (var pair in map.Children)
        {
            var values = map.Texts(pair.Key());
            if (values.Count == 0 || !_values.TryAdd(pair.Key(), values))
            {
                throw new RuleException(pair.Key.Start, $"the placeholder '{pair.Key()}' {(values.Count == 0 ? "has no values" : "is given twice")}");
            }
        }
    }

    /// <summary>Every text that a value stands for; <c>\%</c> is a percent sign.</summary>
    /// <exception cref="RuleException">A placeholder has no values: a rule with one cannot be used.</exception>
    public IReadOnlyList<string> Expand(string text, Mark at)
    {
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

    private List<StringBuilder> Product(List<StringBuilder> texts, string name, Mark at)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            throw new RuleException(at, $"nothing says what %{name}% stands for: write a document with 'placeholders: {{{name}: [value]}}' beside the rules");
        }

        if ((long)texts.Count * values.Count > MaxValues)
        {
            throw new RuleException(at, $"the placeholders make more than {MaxValues} values");
        }

        return [.. texts.SelectMany(t => values.Select(v => new StringBuilder().Append(t).Append(v)))];
    }
}
