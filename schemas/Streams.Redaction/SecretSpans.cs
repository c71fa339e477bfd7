using System.Text;
using System.Text.RegularExpressions;

namespace Streams.Redaction;

/// <summary>Where in a text secrets stand; they may overlap.</summary>
internal sealed class SecretSpans
{
    /// <summary>So many signs stand for themselves, and not for the words around a secret.</summary>
    private const int Least = 6;

    private readonly List<(int From, int To)> _spans = [];

    /// <summary>Takes the secrets of a match.</summary>
    /// <returns>Where the last of them ends.</returns>
    public int Add(Match match)
    {
        var end = 0;
        foreach (Capture secret in match.Groups["s"].Captures)
        {
            if (secret.Length > 0 && !secret.ValueSpan.SequenceEqual(Redactor.Mask))
            {
                _spans.Add((secret.Index, secret.Index + secret.Length));
            }

            end = Math.Max(end, secret.Index + secret.Length);
        }

        return end;
    }

    /// <summary>Keeps of them those that are spelt with escapes, and are more than one.</summary>
    public SecretSpans Escaped(string text)
    {
        _spans.RemoveAll(s =>
            text[s.From..s.To] is var secret && Spelling.Plain(secret) is var plain && (ReferenceEquals(plain, secret) || plain.Length < Least)
        );
        return this;
    }

    /// <summary>The text with a mask in the place of each; the same object where there are none.</summary>
    public string CutFrom(string text)
    {
        if (_spans.Count == 0)
        {
            return text;
        }

        _spans.Sort();
        var kept = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (from, to) in _spans)
        {
            if (from >= at)
            {
                kept.Append(text, at, from - at).Append(Redactor.Mask);
            }

            at = Math.Max(at, to);
        }

        return kept.Append(text, at, text.Length - at).ToString();
    }
}
