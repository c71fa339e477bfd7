using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Streams.Redaction.Patterns;

namespace Streams.Redaction;

/// <summary>Takes secrets out of text that leaves the service. Thread-safe.</summary>
/// <param name="patterns">Further patterns; of each the group <c>s</c> is taken out, or all of it where it has none.</param>
public sealed class Redactor(IReadOnlyList<Regex> patterns)
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>A command that holds two is looked at again when the first is gone.</summary>
    private const int MostRounds = 4;
    private const int MostSpellings = 3;

    private static readonly SearchValues<string> ManifestWords = SearchValues.Create(["secret", "stringdata"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The known patterns alone.</summary>
    public static Redactor Default { get; } = new([]);

    /// <summary>The known patterns, and those of an operator.</summary>
    /// <exception cref="ArgumentException">One is no regular expression, or one whose cost is not bounded.</exception>
    public static Redactor With(IReadOnlyList<string> patterns) =>
        patterns.Count == 0
            ? Default
            : new([.. patterns.Select(p => new Regex(p, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture))]);

    /// <summary>The text without its secrets; the same object where it has none. A text that an expression cannot read soon is hidden whole: whoever writes it gains nothing by it.</summary>
    public string Redact(string text)
    {
        try
        {
            return Read(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return ReadAgain(text);
        }
    }

    // The first time an expression is compiled while it looks, which a busy machine may take long for.
    private string ReadAgain(string text)
    {
        try
        {
            return Read(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    /// <exception cref="RegexMatchTimeoutException">An expression looks at one place for too long.</exception>
    internal string Read(string text)
    {
        // What its plain spelling betrays is shown in that.
        var plain = PlainOf(text);
        if (ReferenceEquals(plain, text) || WithoutAll(plain) is var left && ReferenceEquals(left, plain))
        {
            return WithoutAll(text);
        }

        // A secret that holds an escape itself (u:a%20b@) is known in its own spelling alone.
        var whole = SpansOf(text)?.Escaped(text).CutFrom(text) ?? text;
        return ReferenceEquals(whole, text) ? left : WithoutAll(PlainOf(whole));
    }

    /// <summary>One spelling within the other (<c>%5C%3A</c>) too.</summary>
    private static string PlainOf(string text)
    {
        for (var round = 0; round < MostSpellings && Spelling.Plain(text) is var plain && !ReferenceEquals(plain, text); round++)
        {
            text = plain;
        }

        return text;
    }

    private string WithoutAll(string text)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var left = WithoutKnown(text);
            if (ReferenceEquals(left, text))
            {
                break;
            }

            text = left;
        }

        foreach (var pattern in patterns)
        {
            text = Without(pattern, text);
        }

        return text;
    }

    private static string WithoutKnown(string text)
    {
        text = SpansOf(text)?.CutFrom(text) ?? text;
        if (text.Length >= KnownTokens.LeastAlone && !text.AsSpan().Trim().Contains(' '))
        {
            text = Without(PrivateKeys.LineAlone(), text);
            text = Without(ServiceTokens.Alone(), text);
        }

        text = SecretTables.Without(text);
        return text.AsSpan().ContainsAny(ManifestWords) ? WithoutManifest(text) : text;
    }

    private static SecretSpans? SpansOf(string text)
    {
        SecretSpans? spans = null;
        var (letters, resume) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            letters = SecretPatterns.Roll(letters, text[i]);
            if (SecretPatterns.MayBegin(letters) && i + 1 - SecretPatterns.Letters is var at && at >= resume)
            {
                resume = Look(text, at, SecretPatterns.At(letters), ref spans);
            }
        }

        for (var at = text.IndexOf('_', StringComparison.Ordinal); at >= 0; at = text.IndexOf('_', at + 1))
        {
            if (text.Length - at > KnownTokens.LeastPrefixed && KnownTokens.Prefixed().Match(text, at) is { Success: true } match)
            {
                (spans ??= new SecretSpans()).Add(match);
            }
        }

        return spans;
    }

    /// <summary>Looks whether a secret begins here.</summary>
    /// <returns>Where the secret ends behind which nothing else of its words can begin.</returns>
    private static int Look(string text, int at, ReadOnlySpan<Beginning> beginnings, ref SecretSpans? spans)
    {
        var resume = at;
        foreach (var beginning in beginnings)
        {
            foreach (var pattern in beginning.At(text.AsSpan(at)))
            {
                if (pattern.MatchAt(text, at) is { } match && (spans ??= new SecretSpans()).Add(match) is var end && !pattern.IsLong)
                {
                    resume = Math.Max(resume, end);
                }
            }
        }

        return resume;
    }

    private static string WithoutManifest(string text)
    {
        var begin = Manifests.Kind().IsMatch(text) ? Manifests.DataBegin().Match(text) : Manifests.StringDataBegin().Match(text);
        if (!begin.Success)
        {
            return text;
        }

        var rest = text[(begin.Index + begin.Length - 1)..];
        var kept = Without(Manifests.Value(), rest);
        return ReferenceEquals(kept, rest) ? text : string.Concat(text.AsSpan(0, text.Length - rest.Length), kept);
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
