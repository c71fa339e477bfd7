namespace Streams.EndToEnd.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path in it.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Streams.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"no Streams.sln above {AppContext.BaseDirectory}");
    }
}
