using System.Text;

namespace Streams.Detections.Tests.Oracles;

/// <summary>A text that an expression finds: of a class one of its characters, of a group its first branch, of a repetition the least. For the expressions of rules, not for all.</summary>
internal static class RegexSample
{
    public static string Of(string expression)
    {
        var at = 0;
        return Branches(expression, ref at);
    }

    private static string Branches(string text, ref int at)
    {
        var first = (string?)null;
        var current = new StringBuilder();
        while (at < text.Length && text[at] != ')')
        {
            if (text[at] == '|')
            {
                first ??= current.ToString();
                at++;
                continue;
            }

            current.Append(Repeated(text, ref at));
        }

        return first ?? current.ToString();
    }

    private static string Repeated(string text, ref int at)
    {
        var atom = Atom(text, ref at);
        var least = 1;
        if (at < text.Length && text[at] is '*' or '?' or '+')
        {
            least = text[at++] == '+' ? 1 : 0;
        }
        else if (at < text.Length && text[at] == '{')
        {
            var end = text.IndexOf('}', at);
            least = int.Parse(text[(at + 1)..end].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
            at = end + 1;
        }

        if (at < text.Length && text[at] == '?')
        {
            at++;
        }

        return string.Concat(Enumerable.Repeat(atom, least));
    }

    private static string Atom(string text, ref int at)
    {
        var c = text[at++];
        switch (c)
        {
            case '(':
                if (text[at] == '?')
                {
                    at = text.AsSpan(at).IndexOfAny(':', ')') + at + 1;
                    if (text[at - 1] == ')')
                    {
                        return ""; // options alone
                    }
                }

                var group = Branches(text, ref at);
                at++;
                return group;
            case '[':
                var end = text.IndexOf(']', at + 1);
                var isNot = text[at] == '^';
                var chosen =
                    isNot ? "~"
                    : text[at] == '\\' ? Escaped(text[at + 1])
                    : $"{text[at]}";
                at = end + 1;
                return chosen;
            case '\\':
                return Escaped(text[at++]);
            case '^' or '$':
                return "";
            case '.':
                return "x";
            default:
                return $"{c}";
        }
    }

    private static string Escaped(char c) =>
        c switch
        {
            'd' => "7",
            's' => " ",
            'w' => "w",
            'S' or 'W' or 'D' => "~",
            'b' or 'B' => "",
            _ => $"{c}",
        };
}
