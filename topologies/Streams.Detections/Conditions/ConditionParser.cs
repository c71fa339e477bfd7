using System.Globalization;
using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>
/// Sigma's conditions: <c>not</c> binds closest, then <c>and</c>, then <c>or</c>; <c>1 of x*</c>, <c>all of them</c>, <c>2 of x*</c>; parentheses.
/// </summary>
internal sealed class ConditionParser
{
    private const int MaxDepth = 64;
    private readonly IReadOnlyDictionary<string, Expression> _selections;
    private readonly YamlNode _node;
    private readonly List<ConditionToken> _tokens = [];
    private int _next;
    private int _depth;

    private ConditionParser(string text, YamlNode node, IReadOnlyDictionary<string, Expression> selections)
    {
        (_node, _selections) = (node, selections);
        foreach (Match match in Regex.Matches(text, @"[()]|[^\s()]+", RegexOptions.NonBacktracking))
        {
            _tokens.Add(new ConditionToken(match.Value, match.Index));
        }
    }

    /// <exception cref="RuleException">The text is no condition, or names a selection that is not there.</exception>
    public static Expression Parse(string text, YamlNode node, IReadOnlyDictionary<string, Expression> selections)
    {
        var parser = new ConditionParser(text, node, selections);
        if (text.Contains('|'))
        {
            throw new RuleException(parser.Place(text.IndexOf('|')), "aggregations in a condition ('|') are obsolete: write a correlation");
        }

        var expression = parser.Or();
        return parser._next == parser._tokens.Count ? expression : throw parser.Error("expected 'and', 'or' or the end");
    }

    private Expression Or()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"nested deeper than {MaxDepth}");
        }

        var parts = new List<Expression> { And() };
        while (Take("or"))
        {
            parts.Add(And());
        }

        _depth--;
        return parts.Count == 1 ? parts[0] : new AnyOf([.. parts]);
    }

    private Expression And()
    {
        var parts = new List<Expression> { Not() };
        while (Take("and"))
        {
            parts.Add(Not());
        }

        return parts.Count == 1 ? parts[0] : new AllOf([.. parts]);
    }

    private Expression Not()
    {
        var negations = 0;
        while (Take("not"))
        {
            negations++;
        }

        var primary = Primary();
        return negations % 2 == 0 ? primary : new Negation(primary);
    }

    private Expression Primary()
    {
        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw Error("expected ')'");
        }

        if (_next == _tokens.Count)
        {
            throw Error("ends too early");
        }

        var word = _tokens[_next++].Text;
        if (_next < _tokens.Count && Is(_tokens[_next].Text, "of") && Quantity(word) is { } quantity)
        {
            _next++;
            return Quantified(quantity);
        }

        return _selections.TryGetValue(word, out var selection) ? selection : throw Error($"no selection is named '{word}'", _next - 1);
    }

    private Expression Quantified(int quantity)
    {
        if (_next == _tokens.Count)
        {
            throw Error("'of' needs a pattern or 'them'");
        }

        var pattern = _tokens[_next++].Text;
        var parts = Is(pattern, "them")
            ? _selections.Where(s => !s.Key.StartsWith('_')).Select(s => s.Value).ToArray()
            : [.. _selections.Where(s => SelectionName.IsLike(s.Key, pattern)).Select(s => s.Value)];
        if (parts.Length == 0)
        {
            throw Error($"no selection is like '{pattern}'", _next - 1);
        }

        if (quantity > parts.Length)
        {
            throw Error($"only {parts.Length} selections are like '{pattern}'", _next - 1);
        }

        return quantity switch
        {
            0 => new AllOf(parts),
            1 => new AnyOf(parts),
            _ => new AtLeast(quantity, parts),
        };
    }

    /// <summary>0 for all.</summary>
    private static int? Quantity(string word) =>
        word switch
        {
            _ when Is(word, "all") => 0,
            _ when Is(word, "any") => 1,
            _ when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
            _ => null,
        };

    private bool Take(string word)
    {
        if (_next < _tokens.Count && Is(_tokens[_next].Text, word))
        {
            _next++;
            return true;
        }

        return false;
    }

    private static bool Is(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);

    private RuleException Error(string message, int? token = null)
    {
        var index = token ?? _next;
        var isToken = index < _tokens.Count;
        return new RuleException(
            Place(isToken ? _tokens[index].Column : 0),
            $"condition {(isToken ? $"at '{_tokens[index].Text}'" : "at the end")}: {message}"
        );
    }

    /// <summary>Where a character of the condition stands in the file, as far as its style lets it be known.</summary>
    private Mark Place(int character)
    {
        var (at, style) = (_node.Start, (_node as YamlScalarNode)?.Style);
        var quote = style switch
        {
            ScalarStyle.Plain => 0,
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => 1,
            _ => -1,
        };
        return quote < 0 || _node.Start.Line != _node.End.Line ? at : new Mark(at.Index, at.Line, at.Column + quote + character);
    }
}
