using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>What a kind of secret looks like.</summary>
/// <param name="regex">Matches where it is asked to (<c>\G</c>); its groups <c>s</c> are the secrets.</param>
/// <param name="beginnings">It matches only where one of these stands, in whatever case.</param>
internal sealed class SecretPattern(Regex regex, params string[] beginnings)
{
    /// <summary>So far at most from its beginning an expression looks for what it needs; looking further would cost the square of the text.</summary>
    private const int Reach = 640;

    private const string Ends = " \"\\&+";

    public IReadOnlyList<string> Beginnings => beginnings;

    /// <summary>Whether other secrets may stand between its beginning and its secret.</summary>
    public bool IsLong { get; init; }

    /// <summary>It matches only where one of these follows, in whatever case: a look that costs a tenth of the expression's.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>Beginnings that are whole words: of a line, of a JSON array, of an exec's query.</summary>
    public static IEnumerable<string> Words(params string[] words) => words.SelectMany(word => Ends.Select(end => word + end));

    /// <summary>The secrets of the text that begin here.</summary>
    public Match? MatchAt(string text, int at, string beginning) =>
        text.AsSpan(at).StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
        && IsFollowed(text.AsSpan(at))
        && regex.Match(text, at) is { Success: true } match
            ? match
            : null;

    private bool IsFollowed(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, Reach)];
        foreach (var need in Needs)
        {
            if (rest.Contains(need, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Needs.Length == 0;
    }
}
