using System.Text.RegularExpressions;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Correlations.Temporal;

/// <summary>A condition of <c>temporal</c> over the names of its rules (SEP 198): <c>and</c>, <c>or</c>, parentheses. It can only become true, so it has no <c>not</c>.</summary>
public sealed class BooleanCondition
{
    private const int MaxInputs = 64;
    private const int MaxDepth = 32;

    /// <summary>Each of them is enough: the inputs that must all have matched, as bits.</summary>
    private readonly ulong[] _ways;

    private BooleanCondition(string text, ulong[] ways) => (Text, _ways) = (text, ways);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The least number of inputs that make it true.</summary>
    public int Least => _ways.Min(w => (int)ulong.PopCount(w));

    /// <summary>Whether it holds.</summary>
    /// <param name="matched">A bit for each input that has matched.</param>
    public bool Holds(ulong matched)
    {
        foreach (var way in _ways)
        {
            if ((way & matched) == way)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names in a text, in the order written, each once.</summary>
    internal static IReadOnlyList<string> NamesIn(string text) =>
        [.. Tokens(text).Where(t => t is not ("(" or ")") && !IsWord(t)).Distinct(StringComparer.Ordinal)];

    /// <exception cref="RuleException">It is none over these rules.</exception>
    internal static BooleanCondition Parse(string text, Mark at, IReadOnlyList<string> rules)
    {
        if (rules.Count > MaxInputs)
        {
            throw new RuleException(at, $"a condition over the names of rules takes at most {MaxInputs} of them");
        }

        if (rules.Except(NamesIn(text)).FirstOrDefault() is { } unsaid)
        {
            throw new RuleException(at, $"the condition says nothing of the rule '{unsaid}'");
        }

        var parser = new Parser([.. Tokens(text)], rules, at);
        return new BooleanCondition(text, parser.All());
    }

    private static IEnumerable<string> Tokens(string text) => Regex.Matches(text, @"[()]|[^\s()]+", RegexOptions.NonBacktracking).Select(m => m.Value);

    private static bool IsWord(string token) => token.ToLowerInvariant() is "and" or "or" or "not";

    private sealed class Parser(string[] tokens, IReadOnlyList<string> rules, Mark at)
    {
        private const int MaxWays = 1_000;
        private int _next;
        private int _depth;

        public ulong[] All()
        {
            var ways = Or();
            return _next == tokens.Length ? ways : throw Error($"'and', 'or' or the end is expected before '{tokens[_next]}'");
        }

        private ulong[] Or()
        {
            if (++_depth > MaxDepth)
            {
                throw Error($"nested deeper than {MaxDepth}");
            }

            var ways = And();
            while (Take("or"))
            {
                ways = [.. ways, .. And()];
            }

            _depth--;
            return Bounded(ways);
        }

        private ulong[] And()
        {
            var ways = One();
            while (Take("and"))
            {
                var others = One();
                ways = Bounded([.. ways.SelectMany(way => others.Select(other => way | other)).Distinct()]);
            }

            return ways;
        }

        private ulong[] One()
        {
            if (Take("("))
            {
                var ways = Or();
                return Take(")") ? ways : throw Error("a parenthesis is not closed");
            }

            if (_next < tokens.Length && tokens[_next].Equals("not", StringComparison.OrdinalIgnoreCase))
            {
                throw Error("'not' is no part of it: for what does not happen write a streams.absence");
            }

            if (_next == tokens.Length || IsWord(tokens[_next]) || tokens[_next] == ")")
            {
                throw Error(_next == tokens.Length ? "a rule's name is missing at its end" : $"a rule's name is expected instead of '{tokens[_next]}'");
            }

            var name = tokens[_next++];
            var index = rules.ToList().IndexOf(name);
            return index >= 0 ? [1UL << index] : throw Error($"'{name}' is none of the 'rules' of this correlation{NearMiss.Suggest(name, rules)}");
        }

        private bool Take(string word)
        {
            var isNext = _next < tokens.Length && tokens[_next].Equals(word, StringComparison.OrdinalIgnoreCase);
            _next += isNext ? 1 : 0;
            return isNext;
        }

        private ulong[] Bounded(ulong[] ways) => ways.Length <= MaxWays ? ways : throw Error("it has too many alternatives");

        private RuleException Error(string message) => new(at, $"condition of a temporal correlation: {message}");
    }
}
