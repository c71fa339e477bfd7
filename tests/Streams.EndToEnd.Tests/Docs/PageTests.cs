using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Configuration;
using Streams.Host.Running;

namespace Streams.EndToEnd.Tests.Docs;

/// <summary>What pages say can be checked: links, options, settings, topics, shell.</summary>
public sealed class PageTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken = Pages.All.SelectMany(page =>
            Pages.Links(page).Where(link => !Path.Exists(Path.Combine(Checkout.PathOf(Path.GetDirectoryName(page)!), link))).Select(link => $"{page}: {link}")
        );

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_command_and_option_of_the_command_page_is_in_the_program_and_the_other_way_round()
    {
        var documented = Pages
            .FirstColumn("docs/commands.md")
            .Where(c => c.StartsWith("streams ", StringComparison.Ordinal))
            .GroupBy(c => string.Join(' ', CommandOf(c)))
            .ToDictionary(rows => rows.Key.Split(' '), rows => rows.SelectMany(OptionsOf).Distinct());
        Assert.True(documented.Count >= 15);
        foreach (var (command, options) in documented)
        {
            var (code, help) = Streams([.. command, "--help"]);
            Assert.True(code == 0, help);
            var known = Regex
                .Matches(help, @"^  .*?(--[a-z-]+)", RegexOptions.Multiline)
                .Select(m => m.Groups[1].Value)
                .Where(o => o != "--help" && o != "--version")
                .Distinct();
            Assert.Equal(known.Order(StringComparer.Ordinal), options.Order(StringComparer.Ordinal));
        }

        var topLevel = Regex.Matches(Streams("--help").Output.Split("Commands:")[1], @"^  ([a-z-]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Empty(topLevel.Except(documented.Keys.Select(c => c[0])));
    }

    [Fact]
    public void Every_option_that_a_page_gives_to_a_command_is_one_of_its_own()
    {
        var wrong = new List<string>();
        foreach (var (page, text) in Pages.All.Select(p => (p, Pages.Read(p))))
        {
            foreach (
                Match use in Regex.Matches(
                    text,
                    @"(?:\./streams|\bstreams) ((?:alerts|formats|demo|run|receive|replay|parse|match|rules|topics|dlq|config|doctor)\b(?: (?:watch|label|resolve|diff|sample|check|test|list|coverage|explain|publish|sign|verify|audit-policy|create|describe|resend|show|init|schema|reference)\b)?)([^`\n|]*)"
                )
            )
            {
                var help = Streams([.. use.Groups[1].Value.Split(' '), "--help"]).Output;
                wrong.AddRange(
                    Regex
                        .Matches(use.Groups[2].Value, @"(?<=[ \[])--[a-z-]+")
                        .Select(o => o.Value)
                        .Where(o => !help.Contains(o, StringComparison.Ordinal))
                        .Select(o => $"{page}: streams {use.Groups[1].Value} {o}")
                );
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_settings_page_is_the_list_of_settings()
    {
        var (_, reference) = Streams("config", "reference");

        Assert.Contains(reference.Trim(), Pages.Read("docs/configuration.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_topics_page_names_every_topic()
    {
        var planned = TopicPlan.Specs(new KafkaOptions()).Select(t => t.Name);

        Assert.Empty(planned.Except(Pages.FirstColumn("docs/topics.md")));
    }

    [Fact]
    public void Shell_blocks_are_shell()
    {
        using var folder = new TemporaryFolder();
        foreach (var (page, block) in Pages.All.SelectMany(p => Pages.Shell(p).Select(b => (p, b))))
        {
            var (code, output) = SharedTools.Run("bash", "-n", folder.Write("block.sh", block.Script));
            Assert.True(code == 0, $"{page}: {output}");
        }
    }

    [Fact]
    public void The_quick_start_runs_as_far_as_it_goes_without_Docker()
    {
        using var folder = new TemporaryFolder();
        var script = "set -euo pipefail\n" + string.Concat(Pages.Shell("docs/quickstart.md").Where(b => b.Where.Length == 0).Select(b => b.Script));
        Assert.Contains("./streams demo", script, StringComparison.Ordinal);

        // The installed program, since ./streams would build beside the tests that run.
        var run = script
            .Replace("./streams", $"dotnet {Path.Combine(AppContext.BaseDirectory, "streams.dll")}", StringComparison.Ordinal)
            .Replace("/tmp/streams-quickstart", $"{folder.Path}/quickstart", StringComparison.Ordinal);
        var (code, output) = SharedTools.Run("bash", "-c", $"cd {Checkout.Root}\n{run}");

        Assert.True(code == 0, output);
        Assert.Contains("1 passed, 0 failed", output, StringComparison.Ordinal);
        Assert.Contains("kind: Policy", output, StringComparison.Ordinal);
    }

    private static string[] CommandOf(string text) => [.. text.Split(' ').Skip(1).TakeWhile(w => Regex.IsMatch(w, "^[a-z][a-z-]*$"))];

    private static string[] OptionsOf(string text) => [.. Regex.Matches(text, "--[a-z-]+").Select(m => m.Value)];

    private static (int Code, string Output) Streams(params string[] arguments) =>
        SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments]);
}
