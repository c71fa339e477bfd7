using System.Text.RegularExpressions;

namespace Streams.Host.Audit;

/// <summary>Which selections of a condition must hold, and not fail to, for the rule to match: those under an even number of <c>not</c>.</summary>
internal static partial class SelectionPolarity
{
    /// <summary>The selections that count positively.</summary>
    /// <param name="condition">A condition that compiles.</param>
    /// <param name="selections">All names of the detection.</param>
    public static HashSet<string> Positive(string condition, IReadOnlyCollection<string> selections)
    {
        var positive = new HashSet<string>(StringComparer.Ordinal);
        var outer = new Stack<bool>();
        var (negated, pending) = (false, false);
        foreach (var word in Words().Matches(condition).Select(m => m.Value))
        {
            switch (word.ToUpperInvariant())
            {
                case "NOT":
                    pending = !pending;
                    break;
                case "(":
                    outer.Push(negated);
                    (negated, pending) = (negated ^ pending, false);
                    break;
                case ")":
                    negated = outer.Pop();
                    break;
                case "AND" or "OR" or "OF" or "ALL" or "ANY":
                    break;
                default:
                    if (!char.IsAsciiDigit(word[0]))
                    {
                        if (!(negated ^ pending))
                        {
                            positive.UnionWith(selections.Where(s => IsLike(s, word)));
                        }

                        pending = false;
                    }

                    break;
            }
        }

        return positive;
    }

    private static bool IsLike(string name, string pattern) =>
        pattern.Equals("them", StringComparison.OrdinalIgnoreCase)
            ? !name.StartsWith('_')
            : Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking);

    [GeneratedRegex(@"[()]|[^\s()]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
