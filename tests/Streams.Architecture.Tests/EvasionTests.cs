using System.Text.RegularExpressions;

namespace Streams.Architecture.Tests;

/// <summary>Each file of rules is tried by those who want to get past it: two tests at least are marked <c>(evasion)</c> and expect an alert.</summary>
public sealed partial class EvasionTests
{
    private const int Least = 2;

    [Fact]
    public void Each_file_of_rules_has_two_tests_of_evasion()
    {
        var detections = Path.Combine(Projects.Root, "topologies", "detections");
        var fewer = Directory
            .EnumerateFiles(detections, "*.yml", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".tests.yml", StringComparison.Ordinal) && Evasions(f) < Least)
            .Select(f => Path.ChangeExtension(Path.GetRelativePath(detections, f), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(fewer is [], $"fewer than two tests '… (evasion)' that expect an alert: {string.Join(", ", fewer)}");
    }

    private static int Evasions(string rules)
    {
        var tests = Path.ChangeExtension(rules, ".tests.yml");
        return File.Exists(tests) ? Evasion().Count(File.ReadAllText(tests)) : 0;
    }

    [GeneratedRegex(@"^  - name: .*\(evasion\)""?\n(?:    .*\n)*?    alerts: [1-9]", RegexOptions.Multiline)]
    private static partial Regex Evasion();
}
