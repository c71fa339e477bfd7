using System.Buffers;
using System.Text.RegularExpressions;

namespace Streams.Redaction.Patterns;

/// <summary>What a kind of secret looks like.</summary>
/// <param name="regex">Matches where it is asked to (<c>\G</c>); its groups <c>s</c> are the secrets.</param>
/// <param name="beginnings">It matches only where one of these stands, in whatever case.</param>
internal sealed class SecretPattern(Regex regex, params string[] beginnings)
{
    private const string Ends = " \"\\&+";
    private readonly SearchValues<string>? _needs;
    private readonly SearchValues<char>? _needsSign;

    public IReadOnlyList<string> Beginnings => beginnings;

    /// <summary>Whether other secrets may stand between its beginning and its secret.</summary>
    public bool IsLong { get; init; }

    /// <summary>It matches only where one of these follows, in whatever case: a look that costs a tenth of the expression's.</summary>
    public string[] Needs
    {
        init => _needs = SearchValues.Create(value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same, of single signs, which costs a hundredth.</summary>
    public string NeedsSign
    {
        init => _needsSign = SearchValues.Create(value);
    }

    /// <summary>So far at most from its beginning that stands; looking further would cost the square of the text.</summary>
    public int Within { get; init; } = 640;

    /// <summary>Whether its beginnings stand in their own case alone.</summary>
    public bool IsExact { get; init; }

    /// <summary>Beginnings that are whole words: of a line, of a JSON array, of an exec's query.</summary>
    public static IEnumerable<string> Words(params string[] words) => words.SelectMany(word => Ends.Select(end => word + end));

    /// <summary>The secrets of the text that begin here, where one of the beginnings stands.</summary>
    public Match? MatchAt(string text, int at) => IsFollowed(text.AsSpan(at)) && regex.Match(text, at) is { Success: true } match ? match : null;

    private bool IsFollowed(ReadOnlySpan<char> rest)
    {
        rest = rest[..Math.Min(rest.Length, Within)];
        return (_needsSign is null || rest.ContainsAny(_needsSign)) && (_needs is null || rest.ContainsAny(_needs));
    }
}
