using System.Text.Json;
using System.Xml.Linq;

namespace Streams.Architecture.Tests;

/// <summary>A version is pinned for what is used: by a project, or below a package that one uses.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Every_pinned_version_is_of_a_package_in_use()
    {
        var pinned = XDocument
            .Load(Path.Combine(Projects.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(p => p.Attribute("Include")!.Value); // a pin names its package

        var unused = pinned.Except(Used(), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();

        Assert.True(unused.Count == 0, $"no project uses {string.Join(", ", unused)}: take the lines out of Directory.Packages.props");
    }

    private static HashSet<string> Used() =>
        Directory
            .EnumerateFiles(Projects.Root, "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(Packages)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Packages(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject()).Select(p => p.Name)];
    }
}
