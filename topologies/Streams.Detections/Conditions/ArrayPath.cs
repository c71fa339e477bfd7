using System.Globalization;
using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>A field's name that ends its first part in a selector of an array's members: <c>containers[any]</c>, <c>args[0]</c>.</summary>
/// <param name="Array">The path of the array.</param>
/// <param name="Quantifier">How many members must match.</param>
/// <param name="Place">The place of the member, for <see cref="ArrayQuantifier.At"/>.</param>
/// <param name="Rest">The path within the member; empty where the selector ends the name.</param>
internal sealed record ArrayPath(string Array, ArrayQuantifier Quantifier, int Place, string Rest)
{
    /// <summary>Splits a name at its first selector; a name without one is returned in <paramref name="plain"/>, its <c>\[</c> and <c>\]</c> undone.</summary>
    /// <exception cref="RuleException">The selector is none.</exception>
    public static ArrayPath? Parse(string name, Mark at, out string plain)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length && name[i + 1] is '[' or ']')
            {
                text.Append(name[++i]);
                continue;
            }

            if (name[i] != '[')
            {
                text.Append(name[i]);
                continue;
            }

            var end = name.IndexOf(']', i);
            plain = text.ToString();
            return
                end > i
                && plain.Length > 0
                && Selector(name[(i + 1)..end]) is var (quantifier, place)
                && (end + 1 == name.Length || name[end + 1] is '.' or '[')
                ? new ArrayPath(plain, quantifier, place, name[(end + 1)..].TrimStart('.'))
                : throw new RuleException(
                    at,
                    $"'{name}': a selector is [any], [all], [all_or_empty], [none] or [0], behind the name of an array; a bracket that is none is written \\["
                );
        }

        plain = text.ToString();
        return null;
    }

    private static (ArrayQuantifier, int)? Selector(string text) =>
        text switch
        {
            "any" => (ArrayQuantifier.Any, 0),
            "all" => (ArrayQuantifier.All, 0),
            "all_or_empty" => (ArrayQuantifier.AllOrEmpty, 0),
            "none" => (ArrayQuantifier.None, 0),
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? (ArrayQuantifier.At, place) : null,
        };
}
