using System.Text;
using System.Text.RegularExpressions;
using Streams.Redaction.Patterns;

namespace Streams.Redaction;

/// <summary>
/// Tables as text: a line of names and lines of values, parted by commas, semicolons, tabs or bars. What stands under the name of a secret is one.
/// Lines may be escaped, as in the string of a JSON text.
/// </summary>
internal static partial class SecretTables
{
    private const int MostCells = 60;

    /// <summary>The text without them; the same object where it has none.</summary>
    public static string Without(string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal) || text.Contains("\\n", StringComparison.Ordinal))
        {
            foreach (Match head in Head().Matches(text))
            {
                if (ColumnOf(head) is >= 0 and var column)
                {
                    return WithoutColumn(text, head, column);
                }
            }
        }

        return text;
    }

    private static string WithoutColumn(string text, Match head, int column)
    {
        var (parting, count) = (head.Groups["by"].Captures[0].Value, head.Groups["name"].Captures.Count);
        var kept = new StringBuilder(text.Length);
        var from = 0;
        for (var line = Line().Match(text, head.Index + head.Length); line.Success; line = line.NextMatch())
        {
            var cells = line.Groups["line"].Value.Split(parting, MostCells);
            if (Ruler().IsMatch(line.Groups["line"].Value))
            {
                continue;
            }

            if (cells.Length != count)
            {
                break;
            }

            var at = line.Groups["line"].Index + cells.Take(column).Sum(c => c.Length + parting.Length);
            var cell = Value().Match(cells[column]);
            var secret = cell.Groups["s"];
            if (
                secret.Success
                && secret.Value != Redactor.Mask
                && (Sure().IsMatch(head.Groups["name"].Captures[column].Value) || Looks().IsMatch(secret.Value))
            )
            {
                kept.Append(text, from, at + secret.Index - from).Append(Redactor.Mask);
                from = at + secret.Index + secret.Length;
            }
        }

        return from == 0 ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    private static int ColumnOf(Match head)
    {
        var (names, partings) = (head.Groups["name"].Captures, head.Groups["by"].Captures);
        for (var i = 1; i < partings.Count; i++)
        {
            if (partings[i].Value != partings[0].Value)
            {
                return -1;
            }
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (Sure().IsMatch(names[i].Value) || Likely().IsMatch(names[i].Value))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A line of at least two names.</summary>
    [GeneratedRegex(
        @"(?<=\A|\n|\\n|"")(?<name>(?>[^\S\t\r\n]*""?[\w .-]{0,40}""?[^\S\t\r\n]*))((?<by>[,;|\t]|\\{1,127}t)(?<name>(?>[^\S\t\r\n]*(\\?"")?[\w .-]{0,40}(\\?"")?[^\S\t\r\n]*))){1,59}(?=\r?\n|(\\{1,127}r)?\\{1,127}n)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Syntax.Patience
    )]
    private static partial Regex Head();

    [GeneratedRegex(
        @"\G(\r?\n(?<line>[^\r\n]+)|(\\{1,127}r)?\\{1,127}n(?<line>(\\{1,127}""|(?!\\{1,127}[nr])[^\r\n""])+))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Syntax.Patience
    )]
    private static partial Regex Line();

    [GeneratedRegex(@"\A[\s|+=:-]+\z", RegexOptions.CultureInvariant, Syntax.Patience)]
    private static partial Regex Ruler();

    [GeneratedRegex(@"\A\s*(\\{0,127}"")?(?<s>[^\s""\\]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Syntax.Patience)]
    private static partial Regex Value();

    [GeneratedRegex(
        @"^[\s""\\]*([\w.-]*[_. -])?(pass(word|wd|phrase|code|wort)?|pwd|pw|kennwort|contraseña|senha|wachtwoord|mot de passe)[\s""\\]*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Syntax.Patience
    )]
    private static partial Regex Sure();

    [GeneratedRegex(
        @"^[\s""\\]*([\w.-]*[_. -])?(secret|token|(api|access|secret|private)[_ -]?key|secret[_ -]?access[_ -]?key|pass(word)?[_ -]?hash)[\s""\\]*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Syntax.Patience
    )]
    private static partial Regex Likely();

    [GeneratedRegex("^" + Syntax.LooksMade + ".{8,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Syntax.Patience)]
    private static partial Regex Looks();
}
