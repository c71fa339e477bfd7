namespace Streams.Architecture.Tests;

/// <summary>A file that grows past the limit hides a type: find it, and give it a file of its own.</summary>
public sealed class LengthTests
{
    private const int Production = 300;
    private const int Tests = 350;

    [Theory]
    [InlineData(Production, "schemas", "topologies", "models", "connectors", "deploy")]
    [InlineData(Tests, "tests")]
    public void No_file_is_longer_than_its_limit(int limit, params string[] areas)
    {
        var files = areas.SelectMany(Files).Select(f => (Name: Path.GetRelativePath(Projects.Root, f), Lines: File.ReadLines(f).Count())).ToList();

        Assert.NotEmpty(files);
        var longer = files.Where(f => f.Lines > limit).Select(f => $"{f.Name} ({f.Lines} lines)").Order(StringComparer.Ordinal);
        Assert.True(!longer.Any(), $"longer than {limit} lines, so look for the missing type: {string.Join(", ", longer)}");
    }

    private static IEnumerable<string> Files(string area) =>
        Directory
            .EnumerateFiles(Path.Combine(Projects.Root, area), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
