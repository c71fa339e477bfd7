using System.Text;

namespace Streams.Schemas.Parsing;

/// <summary>Names of the reasons.</summary>
public static class DeadReasons
{
    private static readonly string[] Names = [.. Enum.GetNames<DeadReason>().Select(SnakeCase)];

    /// <summary>The reason in snake case.</summary>
    public static string Name(this DeadReason reason) => Names[(int)reason];

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
