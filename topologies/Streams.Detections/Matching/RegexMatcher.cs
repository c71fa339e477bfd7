using System.Text.RegularExpressions;
using Streams.Detections.Needs;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Matching;

/// <summary>
/// A regular expression on the non-backtracking engine: linear time on any input. Its automaton takes some ten milliseconds to build, and most rules' never meet a text,
/// so it is built when a text is there; whether it can be built is known before (<see cref="RegexForm"/>).
/// </summary>
internal sealed class RegexMatcher : ValueMatcher
{
    private const int MaxLength = 4096;
    private const int MaxStates = 10_000;
    private static readonly TimeSpan SamplesLimit = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Samples = ["", "\u0001", "~ 7\u4e00", "Zz-_."];
    private readonly string _text;
    private readonly Lazy<Regex> _regex;

    // The engine refuses an expression whose automaton would be larger; it reads the limit when it is built.
    static RegexMatcher() => AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", MaxStates);

    private RegexMatcher(string text, RegexOptions options)
    {
        _text = text;
        _regex = new Lazy<Regex>(() => new Regex(text, options));
    }

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
            var matcher = new RegexMatcher(text, options);
            _ = RegexForm.IsPlain(text, MaxStates) ? Parsed(text, options) : matcher._regex.Value;
            return matcher;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new RuleException(
                at,
                $"'{text}' is no expression that can run in linear time (look-around and back-references cannot) and in bounded space: {e.Message}"
            );
        }
    }

    /// <summary>Whether an expression finds something in every text: it needs no letter, and matches texts that have nothing in common.</summary>
    public static bool IsAnything(string text, RegexOptions options)
    {
        try
        {
            return text.Length <= MaxLength
                && RegexLiterals.LongestOf(text).Length == 0
                && Parsed(text, options) is var regex
                && Array.TrueForAll(Samples, regex.IsMatch);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public override Need? NeedOf(int slot) => Need.Expression(slot, CaseFolding.Fold(RegexLiterals.LongestOf(_text)));

    public override bool Matches(in SlotValue value, SlotTable table) => value.HasText && _regex.Value.IsMatch(table.Text(in value));

    // The backtracking engine reads the same language in microseconds; it meets no text but the samples.
    private static Regex Parsed(string text, RegexOptions options) => new(text, options & ~RegexOptions.NonBacktracking, SamplesLimit);
}
