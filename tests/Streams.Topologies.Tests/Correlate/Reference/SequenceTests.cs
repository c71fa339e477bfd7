using System.Globalization;
using CsCheck;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>Sequences over random streams of several origins with many equal times. <c>STREAMS_SEQUENCES</c> says how many streams; else some.</summary>
public sealed class SequenceTests
{
    private const int Few = 300;
    private static readonly long Streams = long.Parse(
        Environment.GetEnvironmentVariable("STREAMS_SEQUENCES") ?? $"{Few}",
        NumberStyles.None,
        CultureInfo.InvariantCulture
    );

    /// <summary>Between origins either order of one time will do.</summary>
    [Theory]
    [InlineData("ab", "11")]
    [InlineData("bc", "11")]
    public void Alerts_of_several_origins_are_those_of_the_reference(string rules, string runs) =>
        Sample(rules, runs, ["t", "t", "u"], (expected, actual) => Assert.Equal(expected, actual));

    [Theory]
    [InlineData("ab", "11")]
    [InlineData("ab", "31")]
    [InlineData("ab", "13")]
    [InlineData("abc", "212")]
    [InlineData("acb", "101")]
    [InlineData("acb", "201")]
    [InlineData("acb", "103")]
    [InlineData("acb", "303")]
    [InlineData("cab", "121")]
    public void Alerts_of_one_origin_are_those_of_the_reference(string rules, string runs) =>
        Sample(rules, runs, ["t"], (expected, actual) => Assert.Equal(expected, actual));

    /// <summary>Of more than two matches of several origins at one time not every order is tried: none is found that is not there.</summary>
    [Theory]
    [InlineData("abc", "111")]
    [InlineData("abc", "101")]
    [InlineData("ab", "31")]
    [InlineData("ab", "13")]
    [InlineData("abc", "212")]
    [InlineData("acb", "201")]
    [InlineData("acb", "103")]
    [InlineData("cab", "121")]
    public void A_longer_one_over_several_origins_is_one_of_the_reference(string rules, string runs) =>
        Sample(rules, runs, ["t", "t", "u"], (expected, actual) => Assert.True(expected.Length > 0 || actual.Length == 0, actual));

    private static void Sample(string rules, string runs, string[] origins, Action<string, string> check)
    {
        ReferenceNode[] inputs = [.. rules.Select(r => ReferenceNode.Rule($"{r}"))];
        var node = new ReferenceNode("it", "streams.sequence", 12, 0, inputs) { Runs = [.. runs.Select(r => r - '0')] };
        var plan = Some.Plan(node.Yaml());
        Gen.Select(ReferenceStreams.Of(16, origins), Gen.Int[0, int.MaxValue])
            .Sample(
                (events, seed) =>
                {
                    var expected = string.Join(", ", ReferenceStreams.Alerts(node, events));
                    ReferenceEvent[] shuffled = [.. events, .. events.Where(e => (e.Place + seed) % 3 == 0)];
                    new Random(seed).Shuffle(shuffled);

                    check(expected, string.Join(", ", ReferenceRun.Alerts(plan, events)));
                    check(expected, string.Join(", ", ReferenceRun.Alerts(plan, shuffled)));
                },
                iter: Streams,
                threads: 1
            );
    }
}
