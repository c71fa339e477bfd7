namespace Streams.Dashboards.Tests.Files;

/// <summary>The checkout that this was built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A file or folder of it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>The files of a folder that match.</summary>
    public static string[] Files(string pattern, params string[] folder) => [.. Directory.GetFiles(PathOf(folder), pattern).Order(StringComparer.Ordinal)];

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Streams.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException($"no Streams.sln above {AppContext.BaseDirectory}");
        }

        return at.FullName;
    }
}
