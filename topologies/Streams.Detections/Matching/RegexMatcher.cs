using System.Text.RegularExpressions;
using Streams.Detections.Needs;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Matching;

/// <summary>A regular expression on the non-backtracking engine: linear time on any input.</summary>
internal sealed class RegexMatcher : ValueMatcher
{
    private const int MaxLength = 4096;
    private const int MaxStates = 10_000;
    private readonly Regex _regex;

    // The engine refuses an expression whose automaton would be larger; it reads the limit when it is built.
    static RegexMatcher() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", MaxStates);

    private RegexMatcher(Regex regex) => _regex = regex;

    public override int Cost => 50;

    /// <exception cref="RuleException">It is no expression, too large, or one that cannot run in linear time.</exception>
    public static RegexMatcher Compile(string text, RegexOptions options, Mark at)
    {
        if (text.Length > MaxLength)
        {
            throw new RuleException(at, $"the expression is longer than {MaxLength} characters");
        }

        try
        {
            return new RegexMatcher(new Regex(text, options));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new RuleException(
                at,
                $"'{text}' is no expression that can run in linear time (look-around and back-references cannot) and in bounded space: {e.Message}"
            );
        }
    }

    public override Need? NeedOf(int slot) => Need.Expression(slot, CaseFolding.Fold(RegexLiterals.LongestOf(_regex.ToString())));

    public override bool Matches(in SlotValue value, SlotTable table) => value.HasText && _regex.IsMatch(table.Text(in value));
}
