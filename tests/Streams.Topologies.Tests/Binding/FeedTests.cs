using System.Text;
using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Binding;

/// <summary>Documents of events leave in the task's transaction, with headers by which a consumer chooses.</summary>
public sealed class FeedTests
{
    private const string Line = "Nov 23 07:00:00 n1 kernel: DROP IN=eth0 OUT= SRC={0} DST=10.0.0.6 PROTO=TCP SPT=1 DPT=22";

    [Fact]
    public void A_matched_event_goes_to_the_feed_with_its_level_and_rules()
    {
        var sent = Sent("matched", "1.1.1.1");

        var (_, value, headers) = Assert.Single(sent, s => s.Topic == "events.ecs");
        Assert.Equal(("application/json", "medium", "a"), (headers["content-type"], headers["streams.level"], headers["streams.rule"]));
        using var document = JsonDocument.Parse(value);
        Assert.Equal("1.1.1.1", document.RootElement.GetProperty("source").GetProperty("ip").GetString());
        Assert.Equal(7, document.RootElement.GetProperty("streams").GetProperty("offset").GetInt64());
        Assert.Single(sent, s => s.Topic == "events");
    }

    [Fact]
    public void What_no_rule_matched_has_no_header_of_rules_and_goes_only_where_all_is_asked_for()
    {
        Assert.DoesNotContain(Sent("matched", "9.9.9.9"), s => s.Topic == "events.ecs");
        Assert.Equal(["content-type"], Assert.Single(Sent("all", "9.9.9.9"), s => s.Topic == "events.ecs").Headers.Keys);
    }

    private static List<(string Topic, byte[]? Value, Dictionary<string, string> Headers)> Sent(string send, string address)
    {
        var context = new BindingContext("raw.kernel");
        var options = new NormaliseOptions
        {
            Feeds = new Dictionary<string, EventFeedOptions> { ["ecs"] = new() { Send = send } },
            Time = new() { EntityWait = TimeSpan.Zero },
        };
        var plan = Some.Plan(Some.QuietA.Replace("name: a\n", "name: a\nlevel: medium\n", StringComparison.Ordinal).TrimEnd().TrimEnd('-'));
        var binding = new NormaliseBinding(
            context,
            [EventSource.Kernel],
            new TopicNames(),
            RuleRegistry.Of(plan),
            options,
            new EntityTable([]),
            new PipelineStatus(),
            TimeProvider.System
        );
        binding.Restored();
        binding.Process(context.Record(7, Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, Line, address))));
        return context.Sent;
    }
}
