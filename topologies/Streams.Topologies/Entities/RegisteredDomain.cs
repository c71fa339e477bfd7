namespace Streams.Topologies.Entities;

/// <summary>The registered domain of a name: its public suffix and one label more.</summary>
public static class RegisteredDomain
{
    private static readonly HashSet<string> SecondLevel = ["co", "com", "net", "org", "gov", "edu", "ac", "gob", "go", "or", "ne"];

    /// <summary>
    /// <c>a.b.example.com</c> gives <c>example.com</c>, <c>a.b.example.co.uk</c> gives <c>example.co.uk</c> (a two-letter country with a generic second level).
    /// </summary>
    public static string Of(string name)
    {
        var last = name.LastIndexOf('.');
        if (last <= 0)
        {
            return name;
        }

        var second = name.LastIndexOf('.', last - 1);
        if (second < 0)
        {
            return name;
        }

        if (name.Length - last - 1 == 2 && SecondLevel.Contains(name[(second + 1)..last]))
        {
            second = second == 0 ? -1 : name.LastIndexOf('.', second - 1);
        }

        return name[(second + 1)..];
    }
}
