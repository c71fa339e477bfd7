using System.Diagnostics;
using Streams.Redaction.Patterns;

namespace Streams.Redaction.Tests;

/// <summary>
/// A run of signs behind the beginning of a secret is read in one way: an expression that may read it in several takes hours for a line of two thousand signs.
/// STREAMS_FUZZ sets the number of lines.
/// </summary>
public sealed class RunTests
{
    private const int Length = 2_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly int Lines = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 3_000;
    private static readonly string[] Units =
    [
        .. new[] { "a", " ", "\\", "\"", "(", "-", "7", ".", "=", "a ", "a-", "\n", "a=", "%20", "%2520", ",", "'", "a,", "(a", "<", "a\u0001", "\0" },
        .. new[]
        {
            "{",
            "[",
            ")",
            "|",
            "/",
            "a:",
            "$",
            "+",
            "a+",
            "\\n",
            "\\\"",
            "&",
            "&command=",
            "&quot;",
            "\u001b[0m",
            "secret ",
            "token=",
            "7.",
            "_7",
            "base",
            ".text",
            "pass",
            "--",
        },
    ];

    [Fact]
    public void A_run_of_signs_behind_the_beginning_of_a_secret_is_read_soon()
    {
        // One that nothing may be written behind: the columns of a table, then words without a quote.
        string[] whole = [.. SampleSecrets.All.Select(s => s.Line), .. SampleSecrets.Strangers.Select(s => s.Line), "insert into a (password) values ("];
        var random = new Random(20261201);
        foreach (var unit in Units)
        {
            Read("insert into a (password) values (", unit);
        }

        for (var i = 0; i < Lines; i++)
        {
            var line = random.GetItems(whole, 1)[0];
            Read(line[..random.Next(line.Length + 1)], random.GetItems(Units, 1)[0]);
        }
    }

    private static void Read(string begin, string unit)
    {
        var text = begin + string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
        var watch = Stopwatch.StartNew();
        var hidden = Redactor.Default.Redact(text) == Redactor.Mask && watch.ElapsedMilliseconds >= 2 * Syntax.Patience;
        Assert.False(hidden, $"'{begin}' and a run of '{unit}' cannot be read");
        Assert.True(watch.Elapsed < Longest, $"'{begin}' and a run of '{unit}': {watch.Elapsed}");
    }
}
