using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Kafka.Embedded;
using Streams.Host.Configuration;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;
using Streams.Topologies.Rules;

namespace Streams.Host.Tests.Rules;

/// <summary><c>streams rules publish</c>, and a service that follows the topic.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-publish-");

    public PublishTests() => _broker.CreateTopic("rules", 1);

    [Fact]
    public async Task A_running_process_takes_over_what_is_published_together_with_other_sets_and_goes_back_to_its_directory()
    {
        var reloader = new RuleReloader(RuleRegistry.Of(Plan("own")), NullLogger.Instance);
        await using var follower = await TopicRules.StartAsync(
            Kafka(),
            "rules",
            reloader,
            [new RuleFile("own.yml", DirectoryRulesTests.Rule("own"))],
            null,
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None
        );

        var (code, output, _) = Publish("--name", "base", Write("base", "a", "b"));
        Assert.Equal(0, code);
        Assert.Matches(@"^base is published: rules [0-9a-f]{12} \(2 detections, 2 alerting\) judge events from 20", output);
        await UntilAsync(reloader, "a", "b");

        Assert.Equal(0, Publish("--name", "team", Write("team", "c")).Code);
        await UntilAsync(reloader, "a", "b", "c");

        Assert.Equal(0, Publish("--name", "base", "--remove").Code);
        await UntilAsync(reloader, "c");

        Assert.Contains("no set is left", Publish("--name", "team", "--remove").Output, StringComparison.Ordinal);
        await UntilAsync(reloader, "own");
    }

    [Fact]
    public async Task A_process_that_starts_later_has_the_same_timeline()
    {
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        Publish("--name", "base", Write("base", "a"));
        Publish("--name", "base", "--effective-from", later.ToString("O"), Write("next", "b"));
        var reloader = new RuleReloader(RuleRegistry.Of(Plan("own")), NullLogger.Instance);
        await using var follower = await TopicRules.StartAsync(
            Kafka(),
            "rules",
            reloader,
            [],
            null,
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None
        );

        Assert.Equal(["own", "a", "b"], reloader.Registry.Timeline.Versions.Select(v => v.Plan.Roots.Values.Single().Meta.Id));
        Assert.Equal(Timestamp.FromMilliseconds(later.ToUnixTimeMilliseconds()), reloader.Registry.Timeline.Newest.EffectiveFrom);
    }

    [Fact]
    public void Rules_with_errors_are_not_published_and_every_error_is_named()
    {
        var folder = Write("bad", "a");
        File.WriteAllText(Path.Combine(folder, "z.yml"), "title: z\nlogsource: {category: dns}\ndetection: {x: {query: a}, condition: y}\n");
        var (code, _, error) = Publish("--name", "bad", folder);

        Assert.Equal(2, code);
        Assert.Contains("bad/z.yml:3:", error, StringComparison.Ordinal);
        Assert.Contains("nothing was published", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_another_set_has_is_an_error()
    {
        Publish("--name", "base", Write("base", "a"));
        var (code, _, error) = Publish("--name", "team", Write("team", "a"));

        Assert.Equal(2, code);
        Assert.Contains("the id a is used twice", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_take_over_in_the_past_is_an_error()
    {
        var (code, _, error) = Publish("--effective-from", "2026-01-01T00:00:00Z", Write("base", "a"));

        Assert.Equal(2, code);
        Assert.Contains("has passed", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Delete(recursive: true);
    }

    private static RulePlan Plan(string id) => RuleReloader.Compile([new RuleFile(id, DirectoryRulesTests.Rule(id))], out _)!; // a rule of ours

    private static async Task UntilAsync(RuleReloader reloader, params string[] rules)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!reloader.Registry.Timeline.Newest.Plan.Roots.Values.Select(r => r.Meta.Id).Order(StringComparer.Ordinal).SequenceEqual(rules))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private KafkaOptions Kafka() => new() { Bootstrap = _broker.BootstrapServers };

    private string Write(string name, params string[] rules)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        foreach (var rule in rules)
        {
            File.WriteAllText(Path.Combine(folder, $"{rule}.yml"), DirectoryRulesTests.Rule(rule));
        }

        return folder;
    }

    private (int Code, string Output, string Error) Publish(params string[] arguments) =>
        Cli.Run(null, new Dictionary<string, string> { ["STREAMS__KAFKA__BOOTSTRAP"] = _broker.BootstrapServers }, ["rules", "publish", .. arguments]);
}
