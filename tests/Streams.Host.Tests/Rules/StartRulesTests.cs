using Microsoft.Extensions.Logging.Abstractions;
using Streams.Host.Commands;
using Streams.Host.Configuration;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Topologies.Rules;

namespace Streams.Host.Tests.Rules;

/// <summary>A start with rules that have an error.</summary>
public sealed class StartRulesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_broken_rule_file_leaves_the_last_good_set_in_force()
    {
        Write(DirectoryRulesTests.Rule("a"));
        var good = StartRules.Load(Options());
        var reloader = new RuleReloader(RuleRegistry.Of(good.Plan), NullLogger.Instance, new LastGoodRules(State));
        reloader.StartedWith(good);

        Write("title: x\nlogsource: {product: falco\ndetection:\n  s: {f: [a, b}\n");
        var start = StartRules.Load(Options());
        reloader.StartedWith(start);

        Assert.Equal(good.Plan.Rules.Version, start.Plan.Rules.Version);
        Assert.NotEmpty(start.Errors);
        Assert.Equal(1, reloader.Loads.Rejected);
    }

    [Fact]
    public void Without_a_set_that_was_good_the_start_is_refused()
    {
        Write("title: [");

        Assert.Throws<UsageException>(() => StartRules.Load(Options()));
    }

    [Fact]
    public void A_folder_that_lost_its_rules_leaves_the_last_good_set_in_force_and_is_told()
    {
        Write(DirectoryRulesTests.Rule("a"));
        var good = StartRules.Load(Options());
        new RuleReloader(RuleRegistry.Of(good.Plan), NullLogger.Instance, new LastGoodRules(State)).StartedWith(good);

        File.Delete(Path.Combine(_folder.FullName, "rules", "r.yml"));
        var start = StartRules.Load(Options());

        Assert.Equal(good.Plan.Rules.Version, start.Plan.Rules.Version);
        Assert.Contains("holds no rule file", Assert.Single(start.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("list")]
    [InlineData("coverage")]
    [InlineData("audit-policy")]
    public void A_folder_without_rules_is_no_set_that_finds_nothing(string command)
    {
        var (code, _, error) = Cli.Run(null, null, "rules", command, _folder.FullName);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("holds no rule file", error, StringComparison.Ordinal);
    }

    private string State => Path.Combine(_folder.FullName, "state");

    private void Write(string rule)
    {
        var rules = Directory.CreateDirectory(Path.Combine(_folder.FullName, "rules"));
        File.WriteAllText(Path.Combine(rules.FullName, "r.yml"), rule);
    }

    private StreamsOptions Options() =>
        new()
        {
            Detection = new DetectionOptions { Rules = Path.Combine(_folder.FullName, "rules") },
            State = new StateOptions { Directory = State },
        };
}
