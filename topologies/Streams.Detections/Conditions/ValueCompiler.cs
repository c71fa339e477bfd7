using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Compiles one value of a field under its modifiers.</summary>
internal sealed class ValueCompiler(FieldSlots slots, int slot, Modifiers modifiers)
{
    private const int MaxRegexLength = 4096;

    /// <exception cref="RuleException">The value does not fit its modifiers.</exception>
    public Expression Compile(YamlScalarNode scalar, bool inList)
    {
        var text = scalar.Value ?? "";
        if (modifiers.Exists)
        {
            return new ExistsExpression(slot, text switch { "true" => true, "false" => false, _ => throw new RuleException(scalar.Start, "'exists' takes true or false") });
        }

        if (modifiers.FieldReference)
        {
            return new FieldReference(slot, slots.IndexOf(text), modifiers.Position, modifiers.Cased);
        }

        if (scalar.IsNull())
        {
            return inList
                ? throw new RuleException(scalar.Start, "null cannot stand in a list: write a selection of its own")
                : new FieldExpression(slot, new NullMatcher());
        }

        if (modifiers.Comparison == ThresholdOperator.Neq)
        {
            return new Negation(new FieldExpression(slot, Plain(text)));
        }

        if (modifiers.Windash)
        {
            return new AnyOf([.. Dashes(text).Select(variant => new FieldExpression(slot, Plain(variant)))]);
        }

        if (modifiers.Encodings.Count > 0)
        {
            return new AnyOf([.. ValueEncoding.Variants(text, modifiers.Encodings, scalar.Start).Select(variant => new FieldExpression(slot, new TextMatcher(variant, modifiers.Position, true)))]);
        }

        return new FieldExpression(slot, Matcher(scalar, text));
    }

    public static ValueMatcher Text(WildcardPattern pattern, TextPosition position, bool cased)
    {
        if (!pattern.HasWildcard)
        {
            return new TextMatcher(pattern.Literal, position, cased);
        }

        var whole = pattern.At(position);
        var (inner, at) = whole.Trimmed();
        return inner.HasWildcard ? new WildcardMatcher(whole, cased) : new TextMatcher(inner.Literal, at, cased);
    }

    private ValueMatcher Matcher(YamlScalarNode scalar, string text)
    {
        if (modifiers.Comparison is { } comparison)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new NumberMatcher(new Threshold(comparison, number))
                : throw new RuleException(scalar.Start, $"'{text}' is no number");
        }

        if (modifiers.Cidr)
        {
            return IPNetwork.TryParse(text, out var network)
                ? new CidrMatcher(network)
                : throw new RuleException(scalar.Start, $"'{text}' is no network: write address/length, as in 10.0.0.0/8");
        }

        return modifiers.Regex ? RegexOf(scalar, text) : Plain(text);
    }

    private ValueMatcher Plain(string text) => Text(WildcardPattern.Parse(text), modifiers.Position, modifiers.Cased);

    private RegexMatcher RegexOf(YamlScalarNode scalar, string text)
    {
        if (text.Length > MaxRegexLength)
        {
            throw new RuleException(scalar.Start, $"the expression is longer than {MaxRegexLength} characters");
        }

        try
        {
            return new RegexMatcher(new Regex(text, modifiers.RegexOptions));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new RuleException(scalar.Start, $"'{text}' is no expression that can run in linear time (look-around and back-references cannot): {e.Message}");
        }
    }

    private static IEnumerable<string> Dashes(string text)
    {
        yield return text;
        var dash = text.IndexOfAny(['-', '/']);
        if (dash >= 0 && (dash == 0 || text[dash - 1] == ' '))
        {
            foreach (var other in "-/\u2013\u2014\u2015")
            {
                if (other != text[dash])
                {
                    yield return string.Concat(text.AsSpan(0, dash), [other], text.AsSpan(dash + 1));
                }
            }
        }
    }
}
