using System.Xml.Linq;

namespace Streams.Architecture.Tests;

/// <summary>What the solution is made of, read from its project files: a project that nobody listed is seen too.</summary>
internal static class Projects
{
    private static readonly string[] Areas = ["schemas", "topologies", "models", "connectors", "deploy"];

    public static string Root { get; } = FindRoot();

    /// <summary>Name of each production project → names of the projects it refers to.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } = Files().ToDictionary(Name, ReadReferences, StringComparer.Ordinal);

    /// <summary>The assembly of a project: its name, but for the host, whose assembly is the command.</summary>
    public static string Assembly(string project) => project == "Streams.Host" ? "streams" : project;

    public static string Folder(string project) => Path.GetDirectoryName(Files().Single(f => Name(f) == project))!; // a file has a folder

    private static IEnumerable<string> Files() =>
        Areas.SelectMany(area => Directory.EnumerateFiles(Path.Combine(Root, area), "*.csproj", SearchOption.AllDirectories));

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);

    private static string[] ReadReferences(string file) =>
        [
            .. XDocument
                .Load(file)
                .Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))),
        ]; // a reference names its project

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Streams.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside a checkout");
        }

        return folder;
    }
}
