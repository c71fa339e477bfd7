using System.Globalization;
using Streams.Detections.Matching;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Compiles one value of a field under its modifiers.</summary>
internal sealed class ValueCompiler(FieldSlots slots, int slot, Modifiers modifiers, Placeholders placeholders)
{
    /// <summary>From so many values on they are looked up in a table rather than compared one by one.</summary>
    private const int ManyValues = 32;

    /// <exception cref="RuleException">The value does not fit its modifiers.</exception>
    public Expression Compile(YamlScalarNode scalar, bool inList)
    {
        var text = scalar.Value ?? "";
        if (modifiers.Exists)
        {
            return new ExistsExpression(
                slot,
                text switch
                {
                    _ when inList => throw new RuleException(scalar.Start, "'exists' takes true or false, and no list"),
                    "true" => true,
                    "false" => false,
                    _ => throw new RuleException(scalar.Start, "'exists' takes true or false"),
                }
            );
        }

        if (modifiers.FieldReference)
        {
            return slots.IndexOf(text) == slot
                ? throw new RuleException(scalar.Start, $"'{text}' is compared with itself")
                : new FieldReference(slot, slots.IndexOf(text), modifiers.Position, modifiers.Cased);
        }

        if (scalar.IsNull())
        {
            return inList ? throw new RuleException(scalar.Start, "null cannot stand in a list: write a selection of its own")
                : modifiers.ComparesNull ? new FieldExpression(slot, new NullMatcher())
                : throw new RuleException(scalar.Start, "null is no text and no number, so it takes no modifier but neq: write '' for a text that is empty");
        }

        if (modifiers.Comparison is not null && inList)
        {
            throw new RuleException(scalar.Start, "a comparison takes one number: of a list the least or the greatest would decide alone");
        }

        if (modifiers.Expand)
        {
            return placeholders.ValuesOf(text) is { } many && (modifiers.Cidr || many.Count >= ManyValues) && Many(scalar, many) is { } table
                ? table
                : new AnyOf([.. placeholders.Expand(text, scalar.Start).Select(t => One(scalar, t))]);
        }

        return !scalar.IsPlain() ? One(scalar, text)
            : JsonNumbers.Plain(text) is { } plain ? new AnyOf([One(scalar, text), One(scalar, plain)])
            : modifiers.IsPlainText && modifiers.Position == TextPosition.Whole && JsonNumbers.Fraction(text) is { } number
                ? new AnyOf([One(scalar, text), new FieldExpression(slot, new FractionMatcher(number))])
            : One(scalar, text);
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

    /// <summary>Many values as a table; those with wildcards one by one beside it. Null where the modifiers allow none.</summary>
    private Expression? Many(YamlScalarNode scalar, IReadOnlyList<string> values)
    {
        if (modifiers.Cidr)
        {
            return new FieldExpression(slot, NetworkTable.Of(values, scalar.Start));
        }

        if (!modifiers.IsPlainText || modifiers.Position == TextPosition.Anywhere)
        {
            return null;
        }

        var patterns = values.Select(v => (Text: v, Pattern: WildcardPattern.Parse(v))).ToLookup(v => v.Pattern.HasWildcard);
        if (patterns[true].Count() > Placeholders.MaxValues)
        {
            throw new RuleException(
                scalar.Start,
                $"more than {Placeholders.MaxValues} of these values have wildcards: write those as plain texts with 'startswith' or 'endswith'"
            );
        }

        return new AnyOf([
            new FieldExpression(slot, new TextTable(patterns[false].Select(v => v.Pattern.Literal), modifiers.Position, modifiers.Cased)),
            .. patterns[true].Select(v => One(scalar, v.Text)),
        ]);
    }

    private Expression One(YamlScalarNode scalar, string text) =>
        modifiers.Encodings.Count > 0
            ? new AnyOf([
                .. ValueEncoding
                    .Variants(Plain(scalar, text), modifiers.Encodings, scalar.Start)
                    .Select(variant => new FieldExpression(slot, new TextMatcher(variant, modifiers.Position, true))),
            ])
            : new FieldExpression(slot, Matcher(scalar, text));

    /// <exception cref="RuleException">It has wildcards, which would be encoded as they stand.</exception>
    private static string Plain(YamlScalarNode scalar, string text) =>
        WildcardPattern.Parse(text) is { HasWildcard: false } pattern
            ? pattern.Literal
            : throw new RuleException(scalar.Start, $"'{text}': what is encoded has no wildcards; write \\* or \\? for the character itself");

    private ValueMatcher Matcher(YamlScalarNode scalar, string text)
    {
        if (modifiers.Comparison is not null || modifiers.Time is not null)
        {
            var number =
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
                    ? parsed
                    : throw new RuleException(scalar.Start, $"'{text}' is no number");
            var threshold = new Threshold(modifiers.Comparison ?? ThresholdOperator.Eq, number);
            return modifiers.Time is { } part ? new TimeMatcher(part, TimeParts.Check(part, threshold, scalar.Start)) : new NumberMatcher(threshold);
        }

        if (modifiers.Cidr)
        {
            return new CidrMatcher(Networks.Parse(text, scalar.Start));
        }

        if (modifiers.Regex)
        {
            return RegexMatcher.Compile(text, modifiers.RegexOptions, scalar.Start);
        }

        var pattern = WildcardPattern.Parse(text);
        return Text(modifiers.Windash ? pattern.WithAnyDash() : pattern, modifiers.Position, modifiers.Cased);
    }
}
