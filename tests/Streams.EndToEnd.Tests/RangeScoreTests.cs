using System.Text.Json;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests;

/// <summary>The built command over whole recordings, judged by the scoring tool beside the checkout.</summary>
public sealed class RangeScoreTests
{
    [Fact]
    public void Attacks_are_found_and_nothing_is_false()
    {
        var score = Score("S1", "S0", "S1");

        Assert.True(score.GetProperty("found").GetInt32() >= 14, $"{score}");
        Assert.Equal(0, score.GetProperty("false").GetInt32());
        Assert.Equal(0, score.GetProperty("noise").GetInt32());
    }

    [Fact]
    public void Ordinary_life_raises_nothing()
    {
        Assert.Equal(0, Score("S0", "S0").GetProperty("false").GetInt32());
        Assert.Equal(0, Score("S3", "S0", "S3").GetProperty("false").GetInt32());
    }

    private static JsonElement Score(string judged, params string[] recordings)
    {
        var range = SharedTools.PathOrSkip("data/range");
        var tool = SharedTools.PathOrSkip("tools/score-range");
        var alerts = Path.GetTempFileName();
        try
        {
            string[] files =
            [
                "audit=audit.jsonl",
                "container=container.fluentbit.jsonl",
                "dns=dns.cri.log",
                "journal=journal.jsonl",
                "kernel=kernel.log",
                "ebpf=falco.jsonl",
            ];
            var sources = recordings.SelectMany(r =>
                files.Select(f => f.Split('=')).SelectMany(f => (string[])["--source", $"{f[0]}={Path.Combine(range, r, f[1])}"])
            );
            var (code, output) = SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), "replay", "--out", alerts, .. sources]);
            Assert.True(code == 0, output);
            Assert.Contains("dead 0", output, StringComparison.Ordinal);
            return JsonDocument.Parse(SharedTools.Run("python3", tool, Path.Combine(range, judged), alerts, "--json").Output).RootElement;
        }
        finally
        {
            File.Delete(alerts);
        }
    }
}
