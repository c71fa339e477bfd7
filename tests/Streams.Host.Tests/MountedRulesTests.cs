namespace Streams.Host.Tests;

/// <summary>A directory as the kubelet mounts a ConfigMap: every file is there three times, by way of links in hidden folders.</summary>
public sealed class MountedRulesTests
{
    [Fact]
    public void Rules_of_a_mounted_config_map_load_once()
    {
        var folder = Directory.CreateTempSubdirectory("streams-rules-");
        try
        {
            var real = folder.CreateSubdirectory("..2026_11_24_20_00_00.1");
            File.WriteAllText(
                Path.Combine(real.FullName, "a.yml"),
                "title: a\nid: 8d0f6c0e-4d0f-4c2f-8f4f-0f0f6f0e1a11\nlogsource: {category: dns}\ndetection: {s: {query: x}, condition: s}\n"
            );
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "..data"), real.Name);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "a.yml"), Path.Combine("..data", "a.yml"));

            var (code, output, error) = Cli.Run(null, null, "rules", "list", folder.FullName);

            Assert.Equal((0, ""), (code, error));
            Assert.Contains("8d0f6c0e", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
