using System.Diagnostics;
using System.Text;
using Streams.Detections.Rules;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Detections.Tests.Rules;

/// <summary>
/// Whatever stands in a file of rules or a list of values, it is rules or errors with a place, soon: never an exception, which would end a reload.
/// STREAMS_FUZZ sets the number of files.
/// </summary>
public sealed class RuleFileFuzzTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly int Files = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 2_000;

    [Fact]
    public void Whatever_stands_in_a_file_of_rules_is_rules_or_errors()
    {
        byte[][] seeds = [.. RuleSetLoader.FilesOf(SharedData.Checkout("topologies/detections")).SelectMany(Documents)];
        var mutator = new Mutator(seeds, seed: 20261130);
        var (loaded, refused) = (0, 0);
        for (var i = 0; i < Files; i++)
        {
            var text = Encoding.UTF8.GetString(mutator.Next());
            var watch = Stopwatch.StartNew();
            try
            {
                var (_, errors) = RuleSetLoader.LoadTexts(("rule.yml", text));
                Assert.All(errors, e => Assert.False(string.IsNullOrEmpty(e.Message)));
                (loaded, refused) = errors.Count == 0 ? (loaded + 1, refused) : (loaded, refused + 1);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"file {i}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n{e}");
            }

            Assert.True(watch.Elapsed < Longest, $"file {i} took {watch.Elapsed}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}");
        }

        Assert.True(loaded > Files / 50 && refused > Files / 10, $"{loaded} load, {refused} do not: the test says little");
    }

    /// <summary>A file's documents, each alone: a fault costs the others nothing.</summary>
    private static IEnumerable<byte[]> Documents(string file) =>
        File.ReadAllText(file).Split("\n---\n").Where(t => t.Contains("detection:", StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes);
}
