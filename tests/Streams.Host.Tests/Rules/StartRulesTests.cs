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
        var keeper = new RuleKeeper(RuleBook.Of(good.Plan), NullLogger.Instance, new LastGoodRules(State));
        keeper.StartedWith(good);

        Write("title: x\nlogsource: {product: falco\ndetection:\n  s: {f: [a, b}\n");
        var start = StartRules.Load(Options());
        keeper.StartedWith(start);

        Assert.Equal(good.Plan.Rules.Version, start.Plan.Rules.Version);
        Assert.NotEmpty(start.Errors);
        Assert.Equal(1, keeper.Loads.Rejected);
    }

    [Fact]
    public void Without_a_set_that_was_good_the_start_is_refused()
    {
        Write("title: [");

        Assert.Throws<UsageException>(() => StartRules.Load(Options()));
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
