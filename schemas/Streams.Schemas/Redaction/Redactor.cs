using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Streams.Schemas.Redaction;

/// <summary>Takes secrets out of text that leaves the service. Thread-safe.</summary>
/// <param name="patterns">Further patterns; of each the group <c>s</c> is taken out, or all of it where it has none.</param>
public sealed class Redactor(IReadOnlyList<Regex> patterns)
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>Most text has none, and is passed on as it is.</summary>
    private static readonly SearchValues<string> AnyNeedle = SearchValues.Create([.. SecretPatterns.All.SelectMany(p => p.Needles), "stringdata"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The known patterns alone.</summary>
    public static Redactor Default { get; } = new([]);

    /// <summary>The text without its secrets; the same object where it has none.</summary>
    public string Redact(string text)
    {
        if (text.AsSpan().ContainsAny(AnyNeedle))
        {
            foreach (var pattern in SecretPatterns.All)
            {
                if (pattern.MayBeIn(text))
                {
                    text = Without(pattern.Regex, text);
                }
            }

            text = WithoutManifest(text);
        }

        foreach (var pattern in patterns)
        {
            text = Without(pattern, text);
        }

        return text;
    }

    private static string WithoutManifest(string text)
    {
        if (!text.Contains("data", StringComparison.OrdinalIgnoreCase) || SecretPatterns.ManifestData().Match(text) is not { Success: true } data)
        {
            return text;
        }

        var rest = text[(data.Index + data.Length)..];
        var kept = Without(SecretPatterns.ManifestValue(), rest);
        return ReferenceEquals(kept, rest) ? text : string.Concat(text.AsSpan(0, data.Index + data.Length), kept);
    }

    private static string Without(Regex pattern, string text)
    {
        StringBuilder? kept = null;
        var from = 0;
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            var secret = match.Groups["s"] is { Success: true } group ? group : (Group)match;
            if (secret.Length == 0 || secret.Value == Mask || secret.Index < from)
            {
                continue;
            }

            (kept ??= new StringBuilder(text.Length)).Append(text, from, secret.Index - from).Append(Mask);
            from = secret.Index + secret.Length;
        }

        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString();
    }
}
