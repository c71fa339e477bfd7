using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Rules;

/// <summary>Broken text is an error with a place, never an exception: a watcher that meets one would watch no more.</summary>
public sealed class BrokenTextTests
{
    [Fact]
    public void A_bracket_that_is_never_closed_is_an_error_at_its_place()
    {
        var error = Assert.Single(Some.Errors("title: x\nlogsource: {product: falco\ndetection:\n  s: {f: [a, b}\n  condition: s\n"));

        Assert.InRange(error.Line, 2, 6);
    }

    [Fact]
    public void Delivered_rules_cut_and_mutilated_are_loaded_or_refused()
    {
        const int Seed = 17;
        const int Each = 40;
        const string Letters = "[]{}:-|>'\"&*!%@`#,?\t\n \u0000\ud800<";
        var random = new Random(Seed);
        foreach (var file in RuleSetLoader.FilesOf(SharedData.Checkout("topologies/detections")))
        {
            var text = File.ReadAllText(file);
            for (var i = 0; i < Each; i++)
            {
                var at = random.Next(text.Length);
                var broken = (i % 3) switch
                {
                    0 => text[..at],
                    1 => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
                    _ => text.Insert(at, Letters[random.Next(Letters.Length)].ToString()),
                };
                var (rules, errors) = RuleSetLoader.LoadTexts((file, broken));
                Assert.True(
                    rules.Detections.Count > 0
                        || errors.Count > 0
                        || rules.Correlations.Count > 0
                        || broken.Trim().Length == 0
                        || !broken.Contains(':', StringComparison.Ordinal)
                        || broken.Contains("placeholders", StringComparison.Ordinal),
                    $"{file}: neither rules nor errors"
                );
            }
        }
    }
}
